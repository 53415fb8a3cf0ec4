package dev.leasehold.observe;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRecordSpec;
import dev.leasehold.api.v1alpha1.AccessRecordStatus;
import dev.leasehold.api.v1alpha1.ApprovalMethod;
import dev.leasehold.api.v1alpha1.Ending;
import dev.leasehold.api.v1alpha1.PlainLine;
import dev.leasehold.api.v1alpha1.RecordOutcome;
import dev.leasehold.lifecycle.Keeping;
import dev.leasehold.model.EndCause;
import dev.leasehold.model.Persons;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads how long a record is kept. */
public final class KeepingReader {
  private static final String SOMEBODY_ELSE =
      "; purging takes two people who had no part in it: have another one annotate"
          + " leasehold.dev/purge";

  /** The limit of a condition's message in our schemas. */
  private static final int MESSAGE = 1024;

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
        RecordReader.purges(record, persons),
        uncounted(record, status, persons));
  }

  private static Optional<Reason> uncounted(
      AccessRecord record, @Nullable AccessRecordStatus status, Persons persons) {
    List<String> whyNot = RecordReader.uncountedPurges(record, persons);
    if (whyNot.isEmpty()) {
      return Optional.empty();
    }
    String message = PlainLine.of(String.join("; ", whyNot) + SOMEBODY_ELSE, MESSAGE);
    return Optional.of(new Reason(ReasonCode.PURGE_NOT_COUNTED, message))
        .filter(why -> status == null || !says(status, why));
  }

  private static boolean says(AccessRecordStatus status, Reason why) {
    return status.conditions().stream()
        .anyMatch(c -> why.code().is(c.getReason()) && c.getMessage().equals(why.message()));
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
