package dev.leasehold.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRecordStatus;
import dev.leasehold.api.v1alpha1.Sealed;
import dev.leasehold.lifecycle.RequestObservation.RecordView;
import dev.leasehold.lifecycle.RequestStep;
import dev.leasehold.model.Approval;
import dev.leasehold.model.Offered;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.Window;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A record's spec counts as far as it was sealed, whoever writes it. */
final class SealedTest {
  private static final Instant START = Instant.parse("2026-12-01T08:00:00Z");
  private static final Instant END = START.plusSeconds(3600);
  private static final Instant LATER = END.plusSeconds(3600);
  private static final String APPROVAL =
      "{approver: olga, roles: [owner], offer: %s, at: \"2026-12-01T07:59:00Z\", method: Annotation}"
          .formatted("d".repeat(64));

  @Test
  void theFirstWriteOfStatusSealsWhatIsInSpec() {
    AccessRecord record = record(END, 1);
    assertThat(Sealed.altered(record)).isFalse();
    assertThat(end(record)).isEqualTo(END);
    record.setStatus(
        RecordStatusWriter.troubled(
            record, new Reason(ReasonCode.POLICY_REFUSES, "it waits"), START));
    assertThat(sealed(record)).isEqualTo(new Sealed(END.toString(), 1));
    assertThat(Sealed.altered(record)).isFalse();
  }

  @Test
  void whatSomebodyElseAddsDoesNotCountAndStaysUnsealed() {
    for (AccessRecord altered : List.of(sealed(LATER, 1), sealed(END, 2))) {
      assertThat(Sealed.altered(altered)).isTrue();
      assertThat(end(altered)).isEqualTo(END);
      altered.setStatus(
          RecordStatusWriter.accused(
              altered, new Reason(ReasonCode.RECORD_ALTERED, "it was"), START));
      assertThat(sealed(altered)).isEqualTo(new Sealed(END.toString(), 1));
      assertThat(end(altered)).isEqualTo(END);
    }
  }

  /** The operator may stop between any two writes, and begins again with the first. */
  @Test
  void aRenewalIsNobodyElsesChangeAfterWhicheverOfItsWrites() {
    RequestStep.Renew renewal = renewal();
    AccessRecord record = sealed(END, 1);
    for (int attempt = 0; attempt < 2; attempt++) {
      record.setStatus(RenewalWriter.sealed(record, renewal, START));
      assertThat(sealed(record)).isEqualTo(new Sealed(LATER.toString(), 2));
      assertThat(Sealed.altered(record)).isFalse();
      assertThat(end(record)).isEqualTo(END);
    }
    record.setSpec(RenewalWriter.prolonged(record.getSpec(), renewal));
    assertThat(Sealed.altered(record)).isFalse();
    assertThat(end(record)).isEqualTo(LATER);
    record.setStatus(RenewalWriter.renewed(record, renewal, START));
    assertThat(sealed(record)).isEqualTo(new Sealed(LATER.toString(), 2));
    assertThat(end(record)).isEqualTo(LATER);
  }

  /** Only the last of the three writes says that there was a renewal. */
  @Test
  void aRenewalThatWasNotToldIsToldLater() {
    Duration asked = Duration.ofHours(1);
    RequestStep.Renew renewal = renewal();
    AccessRecord record = sealed(END, 1);
    record.setStatus(RenewalWriter.sealed(record, renewal, START));
    assertThat(RenewalWriter.untold(record, asked, START)).as("not made yet").isEmpty();
    record.setSpec(RenewalWriter.prolonged(record.getSpec(), renewal));
    AccessRecordStatus late = RenewalWriter.untold(record, asked, START).orElseThrow();
    assertThat(late.history().getLast().event()).isEqualTo("Renewed");
    assertThat(late.history().getLast().message())
        .isEqualTo(
            "renewal 1, noted late; who approved is in spec.approvals; until 2026-12-01T10:00:00Z");
    assertThat(Objects.requireNonNull(late.accountability()).because()).contains("sven");
    for (AccessRecordStatus told : List.of(late, RenewalWriter.renewed(record, renewal, START))) {
      record.setStatus(told);
      assertThat(RenewalWriter.untold(record, asked, START)).as("told once").isEmpty();
    }
  }

  @Test
  void whatSomebodyElseProlongedIsNotToldAsARenewal() {
    AccessRecord altered = sealed(LATER, 1);
    assertThat(RenewalWriter.untold(altered, Duration.ofHours(1), START)).isEmpty();
  }

  /** Times are compared as such: an end may be written in more than one way. */
  @Test
  void anotherSpellingOfTheSameEndIsNoChange() {
    AccessRecord record = sealed(END, 1);
    record.setSpec(
        record
            .getSpec()
            .prolonged(
                record.getSpec().approvals(),
                new dev.leasehold.api.v1alpha1.Window(
                    START.toString(), END.toString().replace("Z", ".000Z"))));
    assertThat(Sealed.altered(record)).isFalse();
  }

  private static RequestStep.Renew renewal() {
    RecordView view =
        new RecordView(
            RecordView.Standing.ACTIVE,
            Optional.empty(),
            List.of(),
            false,
            "d".repeat(64),
            new Window(START, END),
            1,
            false);
    Approval approval =
        new Approval("sven", Set.of("owner"), "e".repeat(64), START, Approval.Method.ANNOTATION);
    return new RequestStep.Renew(
        view, Offered.ordinary().entitlement(), List.of(approval), "e".repeat(64), 1, LATER);
  }

  /** Sealed with one approval and the first end, and afterwards changed to these. */
  private static AccessRecord sealed(Instant end, int approvals) {
    AccessRecord before = record(END, 1);
    AccessRecord record = record(end, approvals);
    record.setStatus(
        RecordStatusWriter.troubled(
            before, new Reason(ReasonCode.POLICY_REFUSES, "it waits"), START));
    return record;
  }

  private static Sealed sealed(AccessRecord record) {
    return Objects.requireNonNull(Objects.requireNonNull(record.getStatus()).sealed());
  }

  private static Instant end(AccessRecord record) {
    return Instant.parse(Objects.requireNonNull(Sealed.window(record)).end());
  }

  private static AccessRecord record(Instant end, int approvals) {
    return Serialization.unmarshal(
        """
        metadata: {name: ar-2d9b4f6e-0d0b-4ad0-9a2e-5f4d1f4b2c11, uid: record-uid, generation: 1}
        spec:
          outcome: Granted
          request: {namespace: payments, name: nightly, uid: 2d9b4f6e-0d0b-4ad0-9a2e-5f4d1f4b2c11,
                    requestId: "1", specDigest: %1$s}
          requester: {name: rita, claimed: false}
          applier: rita
          subject: {namespace: payments, serviceAccountName: nightly}
          entitlement: {catalog: payments, name: orders-reader}
          approvals: [%2$s]
          window: {start: "%3$s", end: "%4$s"}
        """
            .formatted(
                "d".repeat(64),
                String.join(", ", java.util.Collections.nCopies(approvals, APPROVAL)),
                START,
                end),
        AccessRecord.class);
  }
}
