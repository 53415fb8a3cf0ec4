package dev.leasehold.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leasehold.api.v1alpha1.AccessRecordStatus;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.EndingCause;
import dev.leasehold.api.v1alpha1.RecordPhase;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.Person;
import dev.leasehold.lab.SharedLab;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whatever ends access ends it at once, takes everything back, and says through whom. */
final class EndingIT {
  @RegisterExtension static final SharedLab LAB = SharedLab.withOperator();

  private static final String HOUR = "duration: 1h, justification: nightly report";
  private static final Duration SOON = Duration.ofSeconds(25);

  @ConcurrentTest
  void revocationByTheRequesterIsAWithdrawal() {
    Asked asked = active();
    revoke(asked, Cast.RITA, RequestPhase.Withdrawn, EndingCause.Withdrawn);
  }

  @ConcurrentTest
  void revocationByAnApproverOfItIsARevocation() {
    Asked asked = active();
    revoke(asked, Cast.OLGA, RequestPhase.Revoked, EndingCause.Revoked);
  }

  @ConcurrentTest
  void revocationByWhoeverHoldsTheVerbIsARevocation() {
    Asked asked = active();
    revoke(asked, Cast.REX, RequestPhase.Revoked, EndingCause.Revoked);
  }

  /** The measure of leasehold-metadata leaves room for what people say, and what is told of it. */
  @ConcurrentTest
  void requestWhoseMetadataIsFilledToTheMeasureIsStillRevoked() {
    Asked asked = active();
    Map<String, String> filler = new HashMap<>();
    for (int i = 1; i <= 64; i++) {
      filler.put("%s.%s/%d".formatted("a".repeat(60), "b".repeat(60), i), "x".repeat(1500));
    }
    patch(asked, PatchType.JSON_MERGE, "filler", Map.of("annotations", filler));
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 60; i++) {
                Map<String, ?> mine = Map.of("annotations", filler);
                patch(asked, PatchType.SERVER_SIDE_APPLY, "manager-" + i, mine);
              }
            })
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("at most 384 KiB");
    revoke(asked, Cast.REX, RequestPhase.Revoked, EndingCause.Revoked);
  }

  private static void patch(Asked asked, PatchType type, String manager, Map<String, ?> metadata) {
    LAB.lab()
        .client(Cast.RITA)
        .resources(AccessRequest.class)
        .inNamespace(asked.shop().namespace())
        .withName(asked.name())
        .patch(
            new PatchContext.Builder().withPatchType(type).withFieldManager(manager).build(),
            Serialization.asJson(
                Map.of(
                    "apiVersion",
                    "leasehold.dev/v1alpha1",
                    "kind",
                    "AccessRequest",
                    "metadata",
                    metadata)));
  }

  @ConcurrentTest
  void nobodyElseRevokes() {
    Asked asked = active();
    assertThatThrownBy(() -> asked.annotate(Cast.OTTO, "leasehold.dev/revoke", "no reason"))
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("may not revoke this");
    assertThat(asked.status().phase()).isEqualTo(RequestPhase.Active);
  }

  @ConcurrentTest
  void requestThatWaitsMayBeWithdrawn() {
    Asked asked = Shop.offering(LAB.lab(), Entitled.reader()).asks("nightly", HOUR);
    asked.offer();
    asked.annotate(Cast.RITA, "leasehold.dev/revoke", "no longer needed");
    asked.awaits(RequestPhase.Withdrawn);
    assertThat(asked.record().getSpec().outcome().name()).isEqualTo("Withdrawn");
    asked.leftNothing(asked.uid());
  }

  @ConcurrentTest
  void deletionEndsAccessAtOnceAndTheRecordStays() {
    Asked asked = active();
    String uid = asked.uid();
    try (Workload workload = asked.workload()) {
      assertThat(workload.lists("configmaps", asked.shop().orders())).isEqualTo(200);
      asked.deletedBy(Cast.RITA);
      refused(workload, asked);
    }
    closed(asked, uid, EndingCause.RequestDeleted);
  }

  @ConcurrentTest
  void subjectThatIsDeletedTakesItsAccessWithIt() {
    Asked asked = active();
    try (Workload workload = asked.workload()) {
      Shop shop = asked.shop();
      shop.admin().serviceAccounts().inNamespace(shop.namespace()).withName("worker").delete();
      refused(workload, asked);
    }
    asked.awaits(RequestPhase.Revoked);
    closed(asked, asked.uid(), EndingCause.SubjectGone);
  }

  @ConcurrentTest
  void namespaceThatIsDeletedGoesAndTakesItsAccessWithIt() {
    Asked asked = active();
    String uid = asked.uid();
    try (Workload workload = asked.workload()) {
      asked.shop().admin().namespaces().withName(asked.shop().namespace()).delete();
      refused(workload, asked);
    }
    Lab.await()
        .until(
            () ->
                asked.shop().admin().namespaces().withName(asked.shop().namespace()).get() == null);
    Lab.await().until(() -> asked.recorded(uid).phase() == RecordPhase.Ended);
    asked.leftNothing(uid);
  }

  @ConcurrentTest
  void entitlementThatIsRetiredEndsItsGrants() {
    Asked asked = active();
    try (Workload workload = asked.workload()) {
      asked.shop().offers(Entitled.reader().in("Retired"));
      refused(workload, asked);
    }
    asked.awaits(RequestPhase.Revoked);
    closed(asked, asked.uid(), EndingCause.EntitlementRetired);
  }

  @ConcurrentTest
  void catalogThatAllowsLessThanWasGrantedEndsTheGrant() {
    Asked asked = active();
    try (Workload workload = asked.workload()) {
      asked.shop().offers(Entitled.reader().giving(Entitled.token("shop", "orders-writer")));
      refused(workload, asked);
    }
    asked.awaits(RequestPhase.Revoked);
    closed(asked, asked.uid(), EndingCause.NoLongerPermitted);
  }

  private static Asked active() {
    return Shop.offering(LAB.lab(), Entitled.reader()).asks("nightly", HOUR).activeBy(Cast.OLGA);
  }

  private static void revoke(Asked asked, Person who, RequestPhase phase, EndingCause cause) {
    try (Workload workload = asked.workload()) {
      assertThat(workload.lists("configmaps", asked.shop().orders())).isEqualTo(200);
      asked.annotate(who, "leasehold.dev/revoke", "reported by the shop");
      refused(workload, asked);
    }
    asked.awaits(phase);
    assertThat(Objects.requireNonNull(asked.status().ending()).actor()).isEqualTo(who.name());
    assertThat(Objects.requireNonNull(asked.status().ending()).message())
        .isEqualTo("reported by the shop");
    closed(asked, asked.uid(), cause);
  }

  private static void refused(Workload workload, Asked asked) {
    int code =
        Prober.untilRefused(
                () -> workload.lists("configmaps", asked.shop().orders()), Duration.ofSeconds(10))
            .code();
    assertThat(code).isIn(401, 403);
    Lab.await().atMost(SOON).until(() -> workload.gets("/api") == 401);
  }

  private static void closed(Asked asked, String uid, EndingCause cause) {
    Lab.await().until(() -> asked.recorded(uid).phase() == RecordPhase.Ended);
    AccessRecordStatus recorded = asked.recorded(uid);
    assertThat(Objects.requireNonNull(recorded.ending()).cause()).isEqualTo(cause);
    assertThat(recorded.targets()).allSatisfy(target -> assertThat(target.proof()).isNotBlank());
    asked.leftNothing(uid);
  }
}
