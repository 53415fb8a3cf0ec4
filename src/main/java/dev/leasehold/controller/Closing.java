package dev.leasehold.controller;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.cluster.Caches;
import dev.leasehold.cluster.Crowd;
import dev.leasehold.cluster.NotTaken;
import dev.leasehold.cluster.Store;
import dev.leasehold.lifecycle.RequestObservation;
import dev.leasehold.lifecycle.RequestStep;
import dev.leasehold.model.EndCause;
import dev.leasehold.model.Reason;
import dev.leasehold.model.RequestRef;
import dev.leasehold.observe.ClusterView;
import dev.leasehold.schedule.Locks;
import dev.leasehold.schedule.Recent;
import dev.leasehold.status.RequestStatusWriter;
import java.time.Instant;
import java.util.Optional;

/**
 * Closes requests that come to nothing. A record tells of each; of equal refusals in a row one
 * record tells, with their number.
 */
final class Closing {
  private final Caches caches;
  private final ClusterView cached;
  private final Store store;
  private final Activation activation;
  private final RateLimiter limiter;
  private final Locks locks;
  private final Crowd crowd;
  private final Recent<Repeats.Same> repeats = new Recent<>();

  Closing(
      Caches caches,
      ClusterView cached,
      Store store,
      Activation activation,
      RateLimiter limiter,
      Locks locks) {
    this.crowd = new Crowd(caches);
    this.caches = caches;
    this.cached = cached;
    this.store = store;
    this.activation = activation;
    this.limiter = limiter;
    this.locks = locks;
  }

  /** Whether there is no room for it. */
  boolean crowded(AccessRequest request) {
    return crowd.over(request).isPresent();
  }

  /** Refuses it if there is no room for it; no record tells of what nobody has looked at. */
  boolean turnedAway(AccessRequest object, Instant now) {
    Optional<Reason> over = crowd.over(object);
    over.ifPresent(why -> turnAway(object, why, now));
    return over.isPresent();
  }

  private void turnAway(AccessRequest object, Reason why, Instant now) {
    EndCause cause = EndCause.byRule(EndCause.Kind.REJECTED, why, now);
    RequestStep.Close refused = new RequestStep.Close(cause, why, Optional.empty());
    store.write(object, RequestStatusWriter.close(object, refused, null, now));
  }

  void close(AccessRequest object, RequestObservation seen, RequestStep.Close step, Instant now) {
    write(object, seen, step, now);
    limiter.forget(object.getMetadata().getUid());
  }

  private void write(
      AccessRequest object, RequestObservation seen, RequestStep.Close step, Instant now) {
    if (!seen.request().askers().attested() || unnoticed(seen, step, now)) {
      // Nobody is known to have asked, or nobody was shown it: it may be asked once more.
      store.write(object, RequestStatusWriter.close(object, step, null, now));
      return;
    }
    try {
      String record = refused(object, seen, step, now);
      store.write(object, RequestStatusWriter.close(object, step, record, now));
    } catch (NotTaken e) {
      store.write(object, RequestStatusWriter.unrecorded(object, step, e.reason(), now));
      throw e;
    }
  }

  /** Who asked took it back before its turn came; a record would have taken a turn. */
  private boolean unnoticed(RequestObservation seen, RequestStep.Close step, Instant now) {
    return seen.unanswered()
        && Repeats.of(seen, step).isPresent()
        && limiter.waits(seen.request(), now).isPresent();
  }

  /** The name of the record that tells of it: its own, or that of an equal refusal before. */
  private String refused(
      AccessRequest object, RequestObservation seen, RequestStep.Close step, Instant now) {
    RequestRef ref = seen.request().ref();
    Optional<Repeats.Same> same =
        Repeats.of(seen, step).filter(s -> cached.record(ref.recordName()).isEmpty());
    return same.flatMap(s -> again(s, now))
        .orElseGet(
            () -> {
              AccessRecord record = activation.refuse(object, seen.request(), step, now);
              String name = record.getMetadata().getName();
              same.ifPresent(s -> repeats.made(s, name, now));
              return name;
            });
  }

  private Optional<String> again(Repeats.Same same, Instant now) {
    Optional<AccessRecord> counted =
        repeats
            .record(same, now)
            .flatMap(n -> locks.call("counts " + n, () -> activation.refuseAgain(n, now)));
    // It is settled, so that nobody else would drop it from memory.
    counted.ifPresent(caches::release);
    return counted.map(record -> record.getMetadata().getName());
  }
}
