package dev.leasehold.notice;

import dev.leasehold.api.v1alpha1.AccessRecordStatus;
import dev.leasehold.api.v1alpha1.HistoryEntry;
import dev.leasehold.api.v1alpha1.HistoryEvent;
import java.util.Optional;

/** What of a record's history is told of. */
final class History {
  private History() {}

  /** The latest entry of this. */
  static Optional<HistoryEntry> latest(AccessRecordStatus status, HistoryEvent event) {
    return status.history().stream().filter(event::is).reduce((_, later) -> later);
  }
}
