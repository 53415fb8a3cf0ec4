package dev.leasehold.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.lab.People;
import dev.leasehold.lab.Person;
import dev.leasehold.lab.SharedLab;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A frozen identity is let in again by a stamp on the record of its offboarding, and by no other.
 */
final class ReinstatementIT {
  private static final String POLICY = "leasehold-offboardings";
  private static final String REINSTATE = "leasehold.dev/reinstate";
  private static final String STAMP = "reinstatement.leasehold.dev/1";
  private static final String REASON = "reason.leasehold.dev/reinstatement-1";

  @RegisterExtension static final SharedLab LAB = SharedLab.withChart();
  private static Stage stage;

  @BeforeAll
  static void open() {
    stage = Stage.in(LAB.lab());
  }

  @Test
  void whoeverHoldsTheVerbReinstatesInTheirOwnName() {
    GenericKubernetesResource record = frozen();
    annotate(record, Cast.REINHARD, "a mistake");
    assertThat(annotations(record))
        .isEqualTo(Map.of(STAMP, stamp(record, "reinhard"), REASON, "a mistake"));
  }

  @Test
  void nobodyElseDoes() {
    GenericKubernetesResource record = frozen();
    refused(record, () -> annotate(record, Cast.OFELIA, "a mistake"))
        .hasMessageContaining("ask for verb reinstate on entitlements, name payments.nightly");
    for (Person wildcard : List.of(People.ADMIN, Cast.WILMA, Cast.ANY_RESOURCE)) {
      refused(record, () -> annotate(record, wildcard, "a mistake"))
          .hasMessageContaining("wildcard rights");
    }
    for (Person robot : Cast.machines("guard-reinstaters")) {
      Wire.assertRefused("leasehold-machines", () -> annotate(record, robot, "a mistake"));
    }
    KubernetesClient machine = stage.account("guard-gitops", "approver");
    refused(record, () -> merge(machine, record, Map.of(REINSTATE, "a mistake")));
    refused(
        record,
        () ->
            merge(
                stage.operator(),
                record,
                Map.of(STAMP, stamp(record, "reinhard"), REASON, "a mistake")));
  }

  @Test
  void anotherIdentityIsAnothers() {
    GenericKubernetesResource record = frozen("Frozen", "other");
    refused(record, () -> annotate(record, Cast.REINHARD, "a mistake"));
  }

  @Test
  void onlyWhatIsFrozenIsReinstated() {
    GenericKubernetesResource record = frozen("Reinstated", "nightly");
    refused(record, () -> annotate(record, Cast.REINHARD, "a mistake"))
        .hasMessageContaining("only an identity that is frozen is reinstated");
    GenericKubernetesResource grant = record("Rejected", "nightly");
    refused(grant, () -> annotate(grant, Cast.REINHARD, "a mistake"))
        .hasMessageContaining("only an identity that is frozen is reinstated");
  }

  @Test
  void reinstatingChangesNothingElseAndIsNotTakenBack() {
    GenericKubernetesResource record = frozen();
    String more =
        """
        {"metadata": {"annotations": {"leasehold.dev/reinstate": "x"}, "finalizers": null}}
        """;
    Wire.assertRefused(
        "leasehold-records", () -> Wire.merge(stage.as(Cast.REINHARD), record, more));
    annotate(record, Cast.REINHARD, "a mistake");
    Map<String, String> before = annotations(record);
    for (KubernetesClient who : List.of(stage.as(Cast.REINHARD), stage.operator())) {
      refused(record, () -> merge(who, record, Map.of(REASON, "another")));
      Wire.merge(who, record, "{\"metadata\": {\"annotations\": null}}");
      assertThat(annotations(record)).isEqualTo(before);
    }
  }

  @Test
  void anOffboardingIsNeverForgotten() {
    GenericKubernetesResource record = frozen();
    Wire.assertRefused(
            "leasehold-forget",
            () -> merge(stage.as(Cast.RENATE), record, Map.of("leasehold.dev/forget", "a mistake")))
        .hasMessageContaining("an offboarding is not forgotten");
    for (Person powerful : List.of(People.ADMIN, Cast.WILMA)) {
      Wire.assertRefused("leasehold-records", () -> stage.as(powerful).resource(record).delete());
    }
  }

  private static GenericKubernetesResource frozen() {
    return frozen("Frozen", "nightly");
  }

  private static GenericKubernetesResource frozen(String phase, String account) {
    GenericKubernetesResource record = record("Offboarded", account);
    return Wire.mergeStatus(
        stage.operator(), record, "{\"status\": {\"phase\": \"%s\"}}".formatted(phase));
  }

  private static GenericKubernetesResource record(String outcome, String account) {
    String uid = UUID.randomUUID().toString();
    GenericKubernetesResource record =
        Wire.parse(
            """
            apiVersion: leasehold.dev/v1alpha1
            kind: AccessRecord
            metadata: {name: ar-%1$s, finalizers: [leasehold.dev/ending-proved]}
            spec:
              outcome: %2$s
              request: {namespace: payments, name: %3$s, uid: %1$s, specDigest: %4$s}
              requester: {name: ofelia, claimed: false}
              applier: ofelia
              subject: {namespace: payments, serviceAccountName: %3$s}
              entitlement: {catalog: payments, name: orders-reader}
            """
                .formatted(uid, outcome, account, "0".repeat(64)));
    return stage.operator().resource(record).create();
  }

  private static void annotate(GenericKubernetesResource record, Person who, String why) {
    merge(stage.as(who), record, Map.of(REINSTATE, why));
  }

  private static void merge(
      KubernetesClient who, GenericKubernetesResource record, Map<String, String> annotations) {
    Wire.merge(
        who, record, Serialization.asJson(Map.of("metadata", Map.of("annotations", annotations))));
  }

  private static Map<String, String> annotations(GenericKubernetesResource record) {
    Map<String, String> there =
        stage.lab().adminClient().resource(record).get().getMetadata().getAnnotations();
    return there == null ? Map.of() : there;
  }

  private static String stamp(GenericKubernetesResource record, String user) {
    return record.getMetadata().getUid() + " none - " + user;
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> refused(
      GenericKubernetesResource record, ThrowingCallable write) {
    Map<String, String> before = annotations(record);
    var refusal = Wire.assertRefused(POLICY, write);
    assertThat(annotations(record)).isEqualTo(before);
    return refusal;
  }
}
