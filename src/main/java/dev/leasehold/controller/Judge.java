package dev.leasehold.controller;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.cluster.Caches;
import dev.leasehold.lifecycle.Guard;
import dev.leasehold.lifecycle.RecordLifecycle;
import dev.leasehold.lifecycle.RecordObservation;
import dev.leasehold.lifecycle.RecordStep;
import dev.leasehold.lifecycle.Retention;
import dev.leasehold.model.Grant;
import dev.leasehold.observe.ClusterView;
import dev.leasehold.observe.RecordReader;
import dev.leasehold.schedule.Gate;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Says what the next step for a record is, by the caches, or by the API server itself where those
 * may not decide. Changes nothing outside, and needs nobody's lock.
 */
final class Judge {
  private final Caches caches;
  private final Sight cached;
  private final Supplier<Sight> live;
  private final Retention retention;
  private final Expiries expiries;

  /**
   * @param path by which the API server is asked
   * @param expiries what either path has once seen as over
   */
  Judge(
      Caches caches,
      ClusterView cached,
      RecordPath path,
      Supplier<Guard> guard,
      Retention retention,
      Expiries expiries) {
    this.caches = caches;
    this.cached = new Sight(this::request, cached, path.acts()::inspectCached, guard);
    this.live =
        () ->
            new Sight(
                (namespace, name) ->
                    path.store().liveRequest(namespace, name).map(caches::asDecided),
                path.live().get(),
                path.acts()::inspectLive,
                guard);
    this.retention = retention;
    this.expiries = expiries;
  }

  private Optional<AccessRequest> request(String namespace, String name) {
    return caches.request(namespace, name).map(caches::asDecided);
  }

  /** What time it is for this record: what was once seen as over stays over. */
  Instant now(AccessRecord record, Instant clock) {
    return expiries.now(record, clock);
  }

  /** The record is closed or gone. */
  void forget(String name) {
    expiries.forget(name);
  }

  /** What was seen of a record, and the step that follows. */
  record Judgement(RecordObservation seen, RecordStep step) {}

  /**
   * @param fresh whether the API server itself is asked in any case
   * @param calling how many may ask it at once
   */
  Judgement of(AccessRecord record, boolean fresh, Gate calling, Instant now) {
    Grant grant = RecordReader.grant(record);
    if (!fresh) {
      Judgement judgement = judged(cached.of(record, grant), now);
      if (!Certainty.needed(judgement.step())) {
        return judgement;
      }
    }
    Sight here = live.get();
    return judged(calling.pass(() -> here.of(record, grant)), now);
  }

  private Judgement judged(RecordObservation seen, Instant now) {
    return new Judgement(seen, RecordLifecycle.next(seen, retention, now));
  }
}
