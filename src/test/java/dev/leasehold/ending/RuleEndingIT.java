package dev.leasehold.ending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.EndingCause;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.SharedLab;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the catalog no longer allows ends; what is merely not ready does not. */
final class RuleEndingIT {
  @RegisterExtension static final SharedLab LAB = SharedLab.withOperator();

  @Test
  void entitlementThatIsRetiredEndsItsGrants() {
    Asked asked = active();
    asked.scene().offers(Terms.automatic().in("Retired"));
    asked.ended(EndingCause.EntitlementRetired);
    asked.awaits(RequestPhase.Revoked);
  }

  /** Who asked may annotate the request, and does so all the time. */
  @Test
  void whoKeepsTheRequestBusyPutsNothingOff() throws Exception {
    Asked asked = active();
    AtomicBoolean over = new AtomicBoolean();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> busy =
          IntStream.range(0, 3)
              .<Future<?>>mapToObj(i -> threads.submit(() -> busy(asked, i, over)))
              .toList();
      try {
        asked.scene().offers(Terms.automatic().in("Retired"));
        asked.ended(EndingCause.EntitlementRetired);
      } finally {
        over.set(true);
      }
      for (Future<?> one : busy) {
        one.get(10, TimeUnit.SECONDS);
      }
    }
  }

  /** Where three write at once the API server gives up on some writes, which stops nobody. */
  private static void busy(Asked asked, int who, AtomicBoolean over) {
    for (int i = 0; !over.get(); i++) {
      try {
        asked.annotate(Scene.ASKER, "example.com/busy-" + who, Integer.toString(i));
      } catch (KubernetesClientException e) {
        assertThat(e.getCode()).isEqualTo(HttpURLConnection.HTTP_CONFLICT);
      }
    }
  }

  @Test
  void entitlementThatIsRemovedEndsItsGrants() {
    Asked asked = active();
    asked.scene().apply(Terms.catalog(asked.scene().name(), ""));
    asked.ended(EndingCause.EntitlementRetired);
  }

  @Test
  void catalogThatIsDeletedEndsItsGrants() {
    Asked asked = active();
    asked
        .scene()
        .admin()
        .genericKubernetesResources("leasehold.dev/v1alpha1", "EntitlementCatalog")
        .withName(asked.scene().name())
        .delete();
    asked.ended(EndingCause.EntitlementRetired);
  }

  @Test
  void shorterMaximumEndsWhatIsLonger() {
    Asked asked = active();
    asked.scene().offers(Terms.automatic().atMost("30m"));
    asked.ended(EndingCause.NoLongerPermitted);
  }

  @Test
  void subjectThatIsMadeAgainIsNotTheOneThatWasGranted() {
    Asked asked = active();
    Scene scene = asked.scene();
    var worker = scene.admin().serviceAccounts().inNamespace(scene.name()).withName("worker");
    worker.delete();
    Lab.await().until(() -> worker.get() == null);
    scene
        .admin()
        .resource(
            new ServiceAccountBuilder()
                .withNewMetadata()
                .withName("worker")
                .withNamespace(scene.name())
                .endMetadata()
                .build())
        .create();
    asked.ended(EndingCause.SubjectGone);
  }

  @Test
  void namespaceGoesWithoutHangingAndItsGrantsEnd() {
    Asked asked = active();
    Scene scene = asked.scene();
    scene.admin().namespaces().withName(scene.name()).delete();
    Lab.await().until(() -> scene.admin().namespaces().withName(scene.name()).get() == null);
    Lab.await().until(() -> asked.recorded().endedAt() != null);
    assertThat(Books.marked(LAB.lab(), asked.uid())).isEmpty();
  }

  @Test
  void shopThatGoesWithoutHangingEndsNothingTwice() {
    Asked asked = active();
    Scene scene = asked.scene();
    scene.admin().namespaces().withName(scene.shop()).delete();
    Lab.await().until(() -> scene.admin().namespaces().withName(scene.shop()).get() == null);
    Lab.await().until(() -> asked.recorded().endedAt() != null);
    assertThat(Books.marked(LAB.lab(), asked.uid())).isEmpty();
  }

  @Test
  void catalogThatIsMerelyNotReadyEndsNothing() {
    Asked asked = active();
    Scene scene = asked.scene();
    scene.admin().rbac().roles().inNamespace(scene.shop()).withName("orders-reader").delete();
    Books.quiet(scene, Duration.ofSeconds(5));
    assertThat(asked.phase()).contains(RequestPhase.Active);
  }

  private static Asked active() {
    return Scene.set(LAB.lab(), Terms.automatic()).asks("nightly", "1h").active();
  }
}
