package dev.leasehold.controller;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.cluster.Caches;
import dev.leasehold.lifecycle.RecordStep;
import dev.leasehold.model.EndCause;
import dev.leasehold.model.Grant;
import java.time.Instant;
import java.util.Optional;

/** Ends a grant as far as it can be ended now, and says when to go on with that. */
final class EndingTurn {
  private final Endings endings;
  private final Caches caches;
  private final Expiries expiries;
  private final Runnable stopped;

  /**
   * @param stopped is told when access was stopped, and waits for all whose access is to be stopped
   */
  EndingTurn(Endings endings, Caches caches, Expiries expiries, Runnable stopped) {
    this.endings = endings;
    this.caches = caches;
    this.expiries = expiries;
    this.stopped = stopped;
  }

  AfterStep of(AccessRecord record, Grant grant, RecordStep.End end, Instant now) {
    Optional<Instant> again = endings.end(record, grant, end, now, stopped);
    if (again.isPresent()) {
      return new AfterStep.Wait(again);
    }
    String name = record.getMetadata().getName();
    expiries.forget(name);
    if (end.cause().kind() != EndCause.Kind.REQUEST_DELETED) {
      return new AfterStep.Wait(again);
    }
    // No event follows on what is settled, so what its request is gone for is looked at now.
    return caches
        .record(name)
        .filter(Caches::isSettled)
        .<AfterStep>map(AfterStep.Look::new)
        .orElseGet(() -> new AfterStep.Wait(again));
  }
}
