package dev.leasehold.controller;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.AccessRequestStatus;
import dev.leasehold.cluster.Caches;
import dev.leasehold.cluster.Store;
import dev.leasehold.grant.Unavailable;
import dev.leasehold.lifecycle.RequestObservation;
import dev.leasehold.lifecycle.RequestStep;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.observe.ClusterView;
import dev.leasehold.status.FollowWriter;
import java.time.Instant;
import java.util.function.Consumer;

/** Shows on a request what has become of its record, and has that ended where it is to end. */
final class Following {
  private final Caches caches;
  private final ClusterView cached;
  private final Store store;
  private final Publishing publishing;
  private final Consumer<AccessRecord> ending;

  /**
   * @param ending takes a record whose ending was just latched further
   */
  Following(
      Caches caches,
      ClusterView cached,
      Store store,
      Publishing publishing,
      Consumer<AccessRecord> ending) {
    this.caches = caches;
    this.cached = cached;
    this.store = store;
    this.publishing = publishing;
    this.ending = ending;
  }

  void follow(AccessRequest object, RequestObservation seen, RequestStep.Follow step, Instant now) {
    AccessRecord record = record(seen.request().ref().recordName());
    boolean latched = seen.ending().isPresent() || seen.ended();
    AccessRequestStatus status =
        FollowWriter.follow(object, record, step, publishing.name(seen, step), now);
    try {
      store.write(object, status);
    } catch (Unavailable e) {
      if (!latched && step.ending().isPresent()) {
        // Its record ends all the same, whatever keeps the request from being written.
        caches.untold(object, status);
      }
      throw e;
    }
    if (!latched && step.ending().isPresent()) {
      ending.accept(record);
    }
  }

  /** What is settled is in no cache, though a fresh look has seen it. */
  private AccessRecord record(String name) {
    return cached
        .record(name)
        .or(() -> store.liveRecord(name))
        .orElseThrow(
            () -> new Unavailable(new Reason(ReasonCode.OVERTAKEN, "record " + name + " is gone")));
  }
}
