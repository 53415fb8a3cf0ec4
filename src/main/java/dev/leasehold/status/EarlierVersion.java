package dev.leasehold.status;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRecordStatus;
import dev.leasehold.api.v1alpha1.Sealed;
import java.time.Instant;
import java.util.Optional;

/** What records of an earlier version lack. */
public final class EarlierVersion {
  private EarlierVersion() {}

  /**
   * What an earlier version wrote, with what it did not write: the seal of what is open or settled,
   * and whether it is settled. All else stays as it is; empty where nothing is missing.
   */
  public static Optional<AccessRecordStatus> caughtUp(AccessRecord record, Instant now) {
    AccessRecordStatus status = record.getStatus();
    if (status == null) {
      return Optional.empty();
    }
    boolean settled = Settled.is(new RecordDraft(record, now), now);
    AccessRecordStatus caughtUp =
        status.caughtUp(
            settled || status.endedAt() == null ? Sealed.of(record.getSpec()) : null,
            settled ? Boolean.TRUE : status.settled());
    return Optional.of(caughtUp).filter(changed -> !changed.equals(status));
  }
}
