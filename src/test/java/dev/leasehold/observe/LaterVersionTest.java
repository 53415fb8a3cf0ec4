package dev.leasehold.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRecordStatus;
import dev.leasehold.api.v1alpha1.EntitlementCatalog;
import dev.leasehold.api.v1alpha1.EntitlementState;
import dev.leasehold.api.v1alpha1.RecordPhase;
import dev.leasehold.lifecycle.RequestObservation.RecordView.Standing;
import dev.leasehold.model.EndCause;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Words that a later version wrote, as after its roll-back: they must not stop the reader. */
class LaterVersionTest {
  private static AccessRecord record(String outcome, String phase, String ending) {
    return Serialization.unmarshal(
        """
        apiVersion: leasehold.dev/v1alpha1
        kind: AccessRecord
        metadata: {name: ar-1}
        spec: {outcome: %s}
        status: {phase: %s%s}
        """
            .formatted(outcome, phase, ending),
        AccessRecord.class);
  }

  @ParameterizedTest
  @CsvSource({
    "Granted, Suspended, ACTIVE",
    "Granted, Active, ACTIVE",
    "Granted, Ended, CLOSED",
    "Loaned, Active, ACTIVE",
    "Loaned, Suspended, ACTIVE",
    "Refused, Active, ACTIVE",
    "Rejected, Refused, CLOSED"
  })
  void aRecordIsNotClosedByAWordThatNobodyKnows(String outcome, String phase, Standing standing) {
    assertThat(RecordReader.standing(record(outcome, phase, ""))).isEqualTo(standing);
  }

  @Test
  void aRecordThatIsBeingEndedIsEndedFurther() {
    AccessRecord record =
        record(
            "Granted",
            "Suspended",
            ", ending: {cause: Eclipse, actor: somebody, at: '2026-12-01T08:00:00Z'}");
    AccessRecordStatus status = Objects.requireNonNull(record.getStatus());
    assertThat(status.phase()).isEqualTo(RecordPhase.Unknown);
    assertThat(RecordReader.standing(record)).isEqualTo(Standing.ENDING);
    assertThat(CauseReader.read(status.ending()).map(EndCause::kind))
        .isEqualTo(Optional.of(EndCause.Kind.REVOKED));
  }

  @Test
  void aCatalogIsReadWithItsOtherEntitlements() {
    EntitlementCatalog catalog =
        Serialization.unmarshal(
            """
            apiVersion: leasehold.dev/v1alpha1
            kind: EntitlementCatalog
            metadata: {name: c}
            spec:
              entitlements:
              - {name: a, state: Paused, sensitivity: Extreme, evidence: Notarised}
              - {name: b, state: Requestable, sensitivity: Low, evidence: Minimal}
            """,
            EntitlementCatalog.class);
    assertThat(catalog.getSpec().entitlements())
        .extracting(dev.leasehold.api.v1alpha1.Entitlement::state)
        .containsExactly(EntitlementState.Unknown, EntitlementState.Requestable);
    assertThat(Serialization.asYaml(catalog)).contains("Requestable");
  }

  /** It must neither be taken for any other comparison, nor keep other catalogs from being read. */
  @Test
  void aSelectorThatNobodyUnderstandsSelectsNothing() {
    EntitlementCatalog catalog =
        Serialization.unmarshal(
            """
            metadata: {name: c}
            spec:
              requestableFrom:
                namespaceSelector:
                  matchExpressions: [{key: tier, operator: Gt, values: ["1"]}]
            """,
            EntitlementCatalog.class);
    assertThat(
            SelectorReader.read(catalog.getSpec().requestableFrom())
                .orElseThrow()
                .matches(Map.of("tier", "2")))
        .isFalse();
  }

  @Test
  void aReviewWithAVerdictThatNobodyKnowsIsNotCounted() {
    AccessRecord record =
        Serialization.unmarshal(
            """
            metadata: {name: ar-1}
            status:
              reviews:
              - {reviewer: olga, verdict: Extend, at: "2026-12-01T08:00:00Z"}
              - {reviewer: sven, verdict: Keep, at: "2026-12-01T08:00:00Z"}
            """,
            AccessRecord.class);
    assertThat(Objects.requireNonNull(record.getStatus()).reviews())
        .extracting(dev.leasehold.api.v1alpha1.Review::reviewer)
        .containsExactly("sven");
  }
}
