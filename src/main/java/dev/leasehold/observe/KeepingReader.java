package dev.leasehold.observe;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRecordSpec;
import dev.leasehold.api.v1alpha1.AccessRecordStatus;
import dev.leasehold.api.v1alpha1.ApprovalMethod;
import dev.leasehold.api.v1alpha1.Ending;
import dev.leasehold.api.v1alpha1.RecordOutcome;
import dev.leasehold.lifecycle.Keeping;
import dev.leasehold.model.EndCause;
import dev.leasehold.model.Persons;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads how long a record is kept. */
public final class KeepingReader {
  private KeepingReader() {}

  /** As it is written down, and by what kind of record it is. */
  public static Keeping read(AccessRecord record, Persons persons) {
    AccessRecordSpec spec = record.getSpec();
    @Nullable AccessRecordStatus status = record.getStatus();
    return new Keeping(
        brief(spec, status),
        spec.approvals().stream().anyMatch(a -> a.method() == ApprovalMethod.Signature),
        Optional.ofNullable(status).map(AccessRecordStatus::keptSince).map(Instant::parse),
        Optional.ofNullable(status).map(AccessRecordStatus::retainUntil).map(Instant::parse),
        RecordReader.purges(record, persons));
  }

  /**
   * What an approver denied, or somebody else took back, is an act of a person; so is a purge, of
   * which a record tells.
   */
  private static boolean brief(AccessRecordSpec spec, @Nullable AccessRecordStatus status) {
    RecordOutcome outcome = spec.outcome();
    if (status != null && status.purged() != null) {
      return false;
    }
    if (outcome == RecordOutcome.Rejected || outcome == RecordOutcome.Lapsed) {
      return true;
    }
    @Nullable Ending ending = status == null ? null : status.ending();
    return outcome == RecordOutcome.Withdrawn
        && ending != null
        && Stream.of(EndCause.OPERATOR, spec.applier(), spec.requester().name())
            .anyMatch(ending.actor()::equals);
  }
}
