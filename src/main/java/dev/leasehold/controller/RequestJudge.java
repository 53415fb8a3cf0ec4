package dev.leasehold.controller;

import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.lifecycle.Guard;
import dev.leasehold.lifecycle.RequestLifecycle;
import dev.leasehold.lifecycle.RequestObservation;
import dev.leasehold.lifecycle.RequestObservation.RecordView;
import dev.leasehold.lifecycle.RequestStep;
import dev.leasehold.model.EndCause;
import dev.leasehold.observe.ClusterView;
import dev.leasehold.observe.RequestObserver;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * Says what the next step for a request is, by the caches, or by the API server itself where those
 * may not decide. Changes nothing.
 */
final class RequestJudge {
  private final RequestObserver observer;
  private final ClusterView cached;
  private final Supplier<ClusterView> live;
  private final Supplier<Guard> guard;

  RequestJudge(
      RequestObserver observer,
      ClusterView cached,
      Supplier<ClusterView> live,
      Supplier<Guard> guard) {
    this.observer = observer;
    this.cached = cached;
    this.live = live;
    this.guard = guard;
  }

  /** What was seen of a request, and the step that follows. */
  record Judgement(RequestObservation seen, RequestStep step) {}

  Judgement of(AccessRequest object, Instant now) {
    Judgement judgement = by(cached, object, now);
    return endsByRule(judgement.seen(), judgement.step()) ? by(live.get(), object, now) : judgement;
  }

  private Judgement by(ClusterView view, AccessRequest object, Instant now) {
    RequestObservation seen = observer.observe(object, view, guard.get(), now);
    return new Judgement(seen, RequestLifecycle.next(seen, now));
  }

  /** Caches lag; that a rule ends a live grant is decided on a live read. */
  private static boolean endsByRule(RequestObservation seen, RequestStep step) {
    return step
            instanceof RequestStep.Follow(var record, var ending, var _, var _, var _, var _, var _)
        && record.standing() != RecordView.Standing.CLOSED
        && seen.ending().isEmpty()
        && !seen.terminating()
        && ending.filter(EndCause::isByRule).isPresent();
  }
}
