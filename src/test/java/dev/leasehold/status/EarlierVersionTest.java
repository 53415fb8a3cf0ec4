package dev.leasehold.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRecordStatus;
import dev.leasehold.api.v1alpha1.Ending;
import dev.leasehold.api.v1alpha1.Sealed;
import dev.leasehold.model.EndCause;
import dev.leasehold.model.Target;
import dev.leasehold.observe.RecordReader;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The version before this one can read what is written, and what it wrote stays as it was. */
class EarlierVersionTest {
  private static final Instant NOW = Instant.parse("2026-12-01T09:00:00Z");

  /** All that version dda7c9f knows; another one stops it from reading any record. */
  private static final Set<String> CAUSES =
      Set.of(
          "Expired",
          "Withdrawn",
          "Revoked",
          "Denied",
          "RequestDeleted",
          "SubjectGone",
          "SubjectOffboarded",
          "NamespaceGone",
          "EntitlementRetired",
          "NoLongerPermitted",
          "Conflict",
          "RoleWidened",
          "ReviewOverdue",
          "ActivationFailed",
          "Lapsed",
          "Rejected",
          "Forgotten");

  @ParameterizedTest
  @EnumSource
  void aCauseIsWrittenInWordsThatItKnowsAndReadAsItWas(EndCause.Kind kind) {
    Ending ending = Causes.ending(new EndCause(kind, "rita", "why", NOW));
    assertThat(CAUSES).contains(ending.cause().name());
    AccessRecord record = record("phase: Ending");
    record.setStatus(
        Serialization.unmarshal(
            "{\"ending\": " + Serialization.asJson(ending) + "}", AccessRecordStatus.class));
    assertThat(RecordReader.view(record).orElseThrow().cause().orElseThrow().kind())
        .isEqualTo(kind);
  }

  @Test
  void theBackstopOfATokenForOthersIsWrittenInWordsThatItKnows() {
    Target.ServiceAccountToken token =
        new Target.ServiceAccountToken(
            "shop", List.of(), Duration.ofHours(1), List.of("sts.example.com"));
    assertThat(Serialization.asJson(RecordedTargets.of(token)))
        .contains("\"backstop\":\"token\"", "sts.example.com");
  }

  @Test
  void whatItGrantedIsSealedAndNothingElseIsChanged() {
    AccessRecord record = record("phase: Active");
    AccessRecordStatus caughtUp = EarlierVersion.caughtUp(record, NOW).orElseThrow();
    assertThat(caughtUp.sealed()).isEqualTo(new Sealed("2026-12-01T12:00:00Z", 0));
    assertThat(caughtUp.settled()).isNull();
    assertThat(caughtUp.caughtUp(null, null)).isEqualTo(caughtUp);
    assertThat(without(caughtUp, "sealed")).isEqualTo(json(record));
    record.setStatus(caughtUp);
    assertThat(EarlierVersion.caughtUp(record, NOW)).as("once").isEmpty();
  }

  @Test
  void whatItEndedIsSettledAndNothingElseIsChanged() {
    AccessRecord record = record("phase: Ended, endedAt: \"2026-12-01T08:30:00Z\"");
    AccessRecordStatus caughtUp = EarlierVersion.caughtUp(record, NOW).orElseThrow();
    assertThat(caughtUp.settled()).isTrue();
    assertThat(without(caughtUp, "sealed", "settled")).isEqualTo(json(record));
    record.setStatus(caughtUp);
    assertThat(EarlierVersion.caughtUp(record, NOW)).as("once").isEmpty();
  }

  private static Object json(AccessRecord record) {
    return new KubernetesSerialization()
        .convertValue(Objects.requireNonNull(record.getStatus()), ObjectNode.class);
  }

  private static Object without(AccessRecordStatus status, String... fields) {
    ObjectNode json = new KubernetesSerialization().convertValue(status, ObjectNode.class);
    return json.remove(List.of(fields));
  }

  /** As that version wrote it: without a seal, and ready or not in all its life. */
  private static AccessRecord record(String status) {
    return Serialization.unmarshal(
        """
        metadata: {name: ar-u1, uid: r-u1, generation: 1}
        spec:
          outcome: Granted
          request: {namespace: payments, name: nightly, uid: u1, requestId: "", specDigest: %s}
          requester: {name: rita, claimed: false}
          applier: rita
          subject: {namespace: payments, serviceAccountName: nightly}
          entitlement: {catalog: payments, name: orders-reader}
          window: {start: "2026-12-01T08:00:00Z", end: "2026-12-01T12:00:00Z"}
        status:
          %s
          observedGeneration: 1
          conditions:
          - {type: Ready, status: "False", reason: Expired, message: the window ended,
             lastTransitionTime: "2026-12-01T08:30:00Z"}
        """
            .formatted("d".repeat(64), status.replace(", ", "\n  ")),
        AccessRecord.class);
  }
}
