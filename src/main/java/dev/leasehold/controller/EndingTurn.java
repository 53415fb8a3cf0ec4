package dev.leasehold.controller;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.cluster.Caches;
import dev.leasehold.lifecycle.RecordStep;
import dev.leasehold.model.EndCause;
import dev.leasehold.model.Grant;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** Ends a grant as far as it can be ended now, and says when to go on with that. */
final class EndingTurn {
  private final Endings endings;
  private final Caches caches;
  private final Judge judge;
  private final Consumer<AccessRecord> stopped;

  /**
   * @param stopped takes the record whose access was stopped, and waits for all whose access is to
   *     be stopped
   */
  EndingTurn(Endings endings, Caches caches, Judge judge, Consumer<AccessRecord> stopped) {
    this.endings = endings;
    this.caches = caches;
    this.judge = judge;
    this.stopped = stopped;
  }

  AfterStep of(AccessRecord record, Grant grant, RecordStep.End end, Instant now) {
    Optional<Instant> again = endings.end(record, grant, end, now, () -> stopped.accept(record));
    if (again.isPresent()) {
      return new AfterStep.Wait(again);
    }
    String name = record.getMetadata().getName();
    judge.forget(name);
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
