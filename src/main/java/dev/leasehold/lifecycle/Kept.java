package dev.leasehold.lifecycle;

import java.time.Instant;
import java.util.Optional;

/** What is still to be done for a record whose access has ended. */
final class Kept {
  private Kept() {}

  static RecordStep next(RecordObservation seen, Retention retention, Instant now) {
    if (seen.deleted()) {
      return new RecordStep.Forget();
    }
    if (seen.request() == Presence.UNKNOWN) {
      return new RecordStep.Rest(Optional.of(now.plus(RecordLifecycle.RECHECK)));
    }
    return seen.review().indebted() ? indebted(seen, now) : settled(seen, retention, now);
  }

  /**
   * An emergency is reviewed on its request. Where that is gone two people may close the debt, as
   * they may close what cannot be proved; until then the record stays.
   */
  private static RecordStep indebted(RecordObservation seen, Instant now) {
    if (seen.request() == Presence.GONE) {
      return seen.forgets().isEmpty() ? said(seen, now) : new RecordStep.Waive(seen.forgets());
    }
    return RecordLifecycle.reviewed(seen.review(), now)
        .orElseGet(() -> new RecordStep.Rest(seen.review().deadline()));
  }

  /** A request that is being deleted can still be reviewed; that nobody does is not told again. */
  private static RecordStep said(RecordObservation seen, Instant now) {
    return seen.review().fresh(now).isEmpty()
        ? new RecordStep.Rest(Optional.empty())
        : RecordLifecycle.reviewed(seen.review(), now).orElseThrow();
  }

  private static RecordStep settled(RecordObservation seen, Retention retention, Instant now) {
    if (seen.request() == Presence.PRESENT) {
      return new RecordStep.Rest(Optional.empty());
    }
    Keeping keeping = seen.keeping();
    if (!keeping.purges().isEmpty()) {
      return new RecordStep.Purge(keeping.purges());
    }
    if (keeping.uncounted().isPresent()) {
      return new RecordStep.Unheard(keeping.uncounted().get());
    }
    Optional<Instant> until = keeping.until(retention, now);
    if (until.isEmpty()) {
      return new RecordStep.Retain(now, now.plus(keeping.span(retention)));
    }
    if (!now.isBefore(until.get())) {
      return new RecordStep.Forget();
    }
    return until.equals(keeping.promised())
        ? new RecordStep.Rest(until)
        : new RecordStep.Retain(keeping.since().orElse(now), until.get());
  }
}
