package dev.leasehold.controller;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.cluster.Store;
import dev.leasehold.grant.Unavailable;
import dev.leasehold.lifecycle.Guard;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.Review;
import dev.leasehold.model.Stamp;
import dev.leasehold.status.ReviewWriter;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Writes down what reviewers said of a grant; what people say is believed only under the guard. */
final class ReviewActs {
  private static final Reason UNATTESTED =
      new Reason(
          ReasonCode.REVIEW_UNATTESTED, "the admission guard is not proved to be live just now");

  private final Store store;
  private final Notices notices;
  private final Entries entries;
  private final Supplier<Guard> guard;
  private final Consumer<AccessRecord> changed;

  /**
   * @param guard read afresh
   * @param changed is told of every change that the request should show
   */
  ReviewActs(
      Store store,
      Notices notices,
      Entries entries,
      Supplier<Guard> guard,
      Consumer<AccessRecord> changed) {
    this.store = store;
    this.notices = notices;
    this.entries = entries;
    this.guard = guard;
    this.changed = changed;
  }

  /**
   * @param proof fingerprint of the guard that attested it, which must still be in force
   */
  AccessRecord latch(AccessRecord record, List<Review> reviews, String proof, Instant now) {
    if (!(guard.get() instanceof Guard.Live live && live.fingerprint().equals(proof))) {
      throw new Unavailable(UNATTESTED);
    }
    entries.reviewed(record, reviews, now);
    return tell(store.write(record, ReviewWriter.reviewed(record, reviews, now)));
  }

  AccessRecord flag(AccessRecord record, Instant now) {
    notices.reviewOverdue(record);
    return tell(store.write(record, ReviewWriter.overdue(record, now)));
  }

  AccessRecord waive(AccessRecord record, List<Stamp> people, Instant now) {
    if (!(guard.get() instanceof Guard.Live)) {
      throw new Unavailable(UNATTESTED);
    }
    return tell(store.write(record, ReviewWriter.waived(record, people, now)));
  }

  private AccessRecord tell(AccessRecord record) {
    changed.accept(record);
    return record;
  }
}
