package dev.leasehold.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRecordStatus;
import dev.leasehold.api.v1alpha1.EndingCause;
import dev.leasehold.api.v1alpha1.RecordOutcome;
import dev.leasehold.api.v1alpha1.RecordPhase;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.People;
import dev.leasehold.lab.SharedLab;
import dev.leasehold.model.Freeze;
import dev.leasehold.model.Subject;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One act freezes an identity: what it has ends, and nothing is granted to it any more. */
final class OffboardingIT {
  @RegisterExtension static final SharedLab LAB = SharedLab.withOperator();

  private static final String HOUR = "duration: 1h, justification: nightly report";
  private static final String OTHER = HOUR + ", subject: {serviceAccountName: other}";
  private static final Duration SOON = Duration.ofSeconds(25);

  @ConcurrentTest
  void whatAnOffboardedIdentityHasEndsAndOthersGoOn() {
    Shop shop = shop();
    Asked asked = shop.asks("nightly", HOUR).activeBy(Cast.OLGA);
    Asked other = shop.asks("others", OTHER).activeBy(Cast.OLGA);
    try (Workload workload = asked.workload();
        Workload others = other.workload()) {
      assertThat(workload.lists("configmaps", shop.orders())).isEqualTo(200);
      offboard(shop, "worker");
      int code =
          Prober.untilRefused(
                  () -> workload.lists("configmaps", shop.orders()), Duration.ofSeconds(10))
              .code();
      assertThat(code).isIn(401, 403);
      Lab.await().atMost(SOON).until(() -> workload.gets("/api") == 401);
      assertThat(others.lists("configmaps", shop.orders())).isEqualTo(200);
    }
    asked.awaits(RequestPhase.Revoked);
    Lab.await().until(() -> asked.recorded(asked.uid()).phase() == RecordPhase.Ended);
    AccessRecordStatus ended = asked.recorded(asked.uid());
    assertThat(Objects.requireNonNull(ended.ending()).cause())
        .isEqualTo(EndingCause.SubjectOffboarded);
    assertThat(ended.ending().actor()).isEqualTo(Cast.OFRA.name());
    assertThat(ended.targets()).allSatisfy(target -> assertThat(target.proof()).isNotBlank());
    asked.leftNothing(asked.uid());
    assertThat(other.status().phase()).isEqualTo(RequestPhase.Active);
    settled(shop);
    told(shop);
  }

  /** The record of the identity itself, as people list it, and the Event. */
  private static void told(Shop shop) {
    AccessRecord record = freeze(shop);
    assertThat(record.getSpec().outcome()).isEqualTo(RecordOutcome.Offboarded);
    assertThat(Objects.requireNonNull(record.getStatus()).phase()).isEqualTo(RecordPhase.Frozen);
    String listed =
        LAB.lab()
            .kubectl(People.ADMIN, "get", "arec", record.getMetadata().getName(), "--no-headers")
            .orThrow()
            .stdout();
    assertThat(listed.split(" +", -1))
        .containsSequence(
            "leasehold", "offboarding", shop.namespace(), "worker", "Offboarded", "Frozen");
    Lab.await()
        .untilAsserted(
            () ->
                assertThat(
                        shop.admin().v1().events().inNamespace(shop.namespace()).list().getItems())
                    .anyMatch(
                        event ->
                            event.getReason().equals("Offboarded")
                                && event.getInvolvedObject().getName().equals("worker")));
  }

  @ConcurrentTest
  void whatWaitsAndWhatIsAskedAnewIsRejectedByName() {
    Shop shop = shop();
    Asked waits = shop.asks("waits", HOUR);
    waits.offer();
    offboard(shop, "worker");
    rejected(waits);
    rejected(shop.asks("anew", HOUR));
    shop.asks("others", OTHER).offer();
  }

  @ConcurrentTest
  void creatingTheAccountAnewChangesNothingAndReinstatingDoes() {
    Shop shop = shop();
    offboard(shop, "worker");
    settled(shop);
    account(shop, "worker").delete();
    Lab.await().until(() -> account(shop, "worker").get() == null);
    shop.apply(sa("worker", shop));
    rejected(shop.asks("anew", HOUR));
    annotate(
        LAB.lab()
            .client(Cast.OFRA)
            .resources(AccessRecord.class)
            .withName(freeze(shop).getMetadata().getName()),
        "leasehold.dev/reinstate",
        "it was another worker");
    Lab.await()
        .until(
            () ->
                Objects.requireNonNull(freeze(shop).getStatus()).phase() == RecordPhase.Reinstated);
    Asked again = shop.asks("again", HOUR).activeBy(Cast.OLGA);
    offboard(shop, "worker");
    again.awaits(RequestPhase.Revoked);
    settled(shop);
    assertThat(Objects.requireNonNull(freeze(shop).getStatus()).history())
        .extracting(entry -> entry.event())
        .containsSubsequence("Offboarded", "Reinstated", "Offboarded");
  }

  private static Shop shop() {
    Shop shop = Shop.offering(LAB.lab(), Entitled.reader());
    shop.apply(sa("other", shop));
    return shop;
  }

  private static String sa(String name, Shop shop) {
    return "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: %s, namespace: %s}\n"
        .formatted(name, shop.namespace());
  }

  private static void offboard(Shop shop, String name) {
    annotate(
        LAB.lab().client(Cast.OFRA).serviceAccounts().inNamespace(shop.namespace()).withName(name),
        "leasehold.dev/offboard",
        "the vendor's contract ended");
  }

  private static void annotate(Resource<? extends HasMetadata> object, String key, String why) {
    object.patch(
        PatchContext.of(PatchType.JSON_MERGE),
        Serialization.asJson(Map.of("metadata", Map.of("annotations", Map.of(key, why)))));
  }

  private static Resource<ServiceAccount> account(Shop shop, String name) {
    return shop.admin().serviceAccounts().inNamespace(shop.namespace()).withName(name);
  }

  private static AccessRecord freeze(Shop shop) {
    String name = Freeze.ref(new Subject(shop.namespace(), "worker")).recordName();
    return shop.admin().resources(AccessRecord.class).withName(name).get();
  }

  private static void settled(Shop shop) {
    Lab.await()
        .ignoreExceptions()
        .untilAsserted(
            () ->
                assertThat(Objects.requireNonNull(freeze(shop).getStatus()).conditions())
                    .anyMatch(
                        c -> c.getType().equals("AccessRemoved") && c.getStatus().equals("True")));
  }

  private static void rejected(Asked asked) {
    asked.awaits(RequestPhase.Rejected);
    assertThat(asked.condition("Accepted").getReason()).isEqualTo("SubjectOffboarded");
    assertThat(asked.condition("Accepted").getMessage())
        .contains(Cast.OFRA.name(), "the vendor's contract ended", "leasehold.dev/reinstate");
    assertThat(asked.record().getSpec().outcome()).isEqualTo(RecordOutcome.Rejected);
  }
}
