package dev.leasehold.ending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.Credential;
import dev.leasehold.api.v1alpha1.EndingCause;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.SharedLab;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What somebody takes away by hand is put back, or given up where it cannot be; and it is told. */
final class DriftIT {
  @RegisterExtension static final SharedLab LAB = SharedLab.withOperator();

  /** A sweep every 15 s, and the work: G10. */
  private static final Duration SWEPT = Duration.ofSeconds(30);

  @Test
  void bindingThatIsDeletedIsMadeAgainAndThatIsNotForgotten() {
    Asked asked = active("1h");
    String before = asked.binding().require().getMetadata().getUid();
    asked.binding().delete();
    Lab.await()
        .until(
            () ->
                asked.binding().get() != null
                    && !asked.binding().require().getMetadata().getUid().equals(before));
    workable(asked);
    told(asked);
    Books.quiet(asked.scene(), Duration.ofSeconds(5));
    told(asked);
  }

  @Test
  void bindingThatLostItsSubjectGetsItBack() {
    Asked asked = active("1h");
    try (KubernetesClient operator = LAB.lab().clientOf(operator())) {
      operator
          .rbac()
          .roleBindings()
          .inNamespace(asked.scene().shop())
          .withName(asked.binding().require().getMetadata().getName())
          .edit(
              binding -> {
                binding.setSubjects(List.of());
                return binding;
              });
    }
    workable(asked);
    told(asked);
  }

  @Test
  void accountThatIsDeletedIsReplacedTogetherWithItsToken() {
    Asked asked = active("1h");
    asked.account().delete();
    Lab.await().until(() -> generation(asked) == 2);
    workable(asked);
    told(asked);
  }

  /** The API server refuses its tokens a minute after it was deleted, whoever holds it there. */
  @Test
  void accountThatIsHeldIsNotCalledActiveAndReplacedOnceItIsLetGo() {
    Asked asked = active("1h");
    Held.by(asked.account());
    asked.account().delete();
    ready(asked, "HeldByFinalizer", Held.BY, "is being deleted");
    told(asked);
    Held.release(asked.account());
    Lab.await().until(() -> generation(asked) == 2);
    workable(asked);
    ready(asked, "Active", "access can be used");
  }

  private static void ready(Asked asked, String reason, String... words) {
    Lab.await()
        .untilAsserted(
            () ->
                assertThat(asked.conditions())
                    .filteredOn(c -> c.getType().equals("Ready"))
                    .singleElement()
                    .satisfies(c -> assertThat(c.getReason()).isEqualTo(reason))
                    .satisfies(c -> assertThat(c.getMessage()).contains(words)));
  }

  @Test
  void anchorThatIsDeletedIsReplacedTogetherWithItsToken() {
    Asked asked = active("1h");
    asked.anchor(1).delete();
    Lab.await().atMost(SWEPT).until(() -> generation(asked) == 2);
    workable(asked);
    told(asked);
  }

  @Test
  void anchorThatIsLostInTheLastTenMinutesEndsTheGrant() {
    Asked asked = active("5m");
    asked.anchor(1).delete();
    asked.ended(EndingCause.Revoked, SWEPT);
    assertThat(Objects.requireNonNull(asked.recorded().ending()).message())
        .contains("last 10 minutes", "ask again");
    assertThat(asked.recorded().history()).hasSizeLessThan(6);
  }

  @Test
  void accountThatIsLostInTheLastTenMinutesEndsTheGrant() {
    Asked asked = active("5m");
    asked.account().delete();
    asked.ended(EndingCause.Revoked, SWEPT);
  }

  @Test
  void bindingThatIsLostInTheLastTenMinutesIsMadeAgain() {
    Asked asked = active("5m");
    asked.binding().delete();
    workable(asked);
    told(asked);
    assertThat(generation(asked)).isEqualTo(1);
  }

  @Test
  void secretThatIsDeletedIsDeliveredAgainWhenSomebodyAsks() {
    Asked asked = active("1h");
    asked.secret().delete();
    asked.annotate(Scene.ASKER, "leasehold.dev/redeliver", "lost it");
    Lab.await().until(() -> generation(asked) == 2);
    workable(asked);
  }

  private static Asked active(String duration) {
    return Scene.set(LAB.lab(), Terms.automatic()).asks("nightly", duration).active();
  }

  private static void workable(Asked asked) {
    Lab.await()
        .until(
            () -> {
              if (asked.secret().get() == null) {
                return false;
              }
              try (Bearer bearer = asked.bearer()) {
                return bearer.works();
              }
            });
  }

  private static void told(Asked asked) {
    Lab.await().until(() -> asked.recordedCondition("ExternallyModified").isPresent());
  }

  private static int generation(Asked asked) {
    Credential credential = asked.recorded().targets().getFirst().credential();
    return Objects.requireNonNull(credential).generation();
  }

  private static String operator() {
    return LAB.lab().serviceAccountKubeconfig("leasehold-system", "leasehold-operator");
  }
}
