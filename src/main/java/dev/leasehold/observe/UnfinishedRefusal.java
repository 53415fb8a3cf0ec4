package dev.leasehold.observe;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.DecisionResult;
import dev.leasehold.api.v1alpha1.RecordOutcome;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import java.util.Objects;
import java.util.Optional;

/** The record of a refusal that was made, but not written to its end. */
final class UnfinishedRefusal {
  private UnfinishedRefusal() {}

  /** Why a rule refused the request: that judgement stands, whatever would be judged now. */
  static Optional<Reason> in(AccessRecord record) {
    return record.getSpec().outcome() == RecordOutcome.Rejected
            && RecordReader.view(record).isEmpty()
        ? Optional.of(
            record.getSpec().decision().stream()
                .filter(line -> line.result() == DecisionResult.Refuses)
                .findFirst()
                .map(
                    line ->
                        new Reason(
                            ReasonCode.REFUSED, Objects.requireNonNullElse(line.message(), "")))
                .orElseGet(
                    () -> new Reason(ReasonCode.REFUSED, "the request was refused; ask again")))
        : Optional.empty();
  }
}
