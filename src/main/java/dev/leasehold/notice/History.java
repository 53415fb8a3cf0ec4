package dev.leasehold.notice;

import dev.leasehold.api.v1alpha1.AccessRecordStatus;
import dev.leasehold.api.v1alpha1.HistoryEntry;
import java.util.Optional;

/** What of a record's history is told of. */
final class History {
  static final String PROVISIONED = "Provisioned";
  static final String RENEWED = "Renewed";
  static final String REVOCATION_FAILED = "RevocationFailed";
  static final String REVIEW_OVERDUE = "ReviewOverdue";

  private History() {}

  /** The latest entry of this. */
  static Optional<HistoryEntry> latest(AccessRecordStatus status, String event) {
    return status.history().stream()
        .filter(entry -> entry.event().equals(event))
        .reduce((_, later) -> later);
  }
}
