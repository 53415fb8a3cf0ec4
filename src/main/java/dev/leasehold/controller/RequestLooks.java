package dev.leasehold.controller;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.AccessRequestStatus;
import dev.leasehold.cluster.Caches;
import dev.leasehold.cluster.NotTaken;
import dev.leasehold.cluster.Outline;
import dev.leasehold.cluster.Store;
import dev.leasehold.grant.Unavailable;
import dev.leasehold.model.Reason;
import dev.leasehold.model.RequestRef;
import dev.leasehold.observe.ClusterView;
import dev.leasehold.schedule.Backoff;
import dev.leasehold.schedule.Locks;
import dev.leasehold.status.RequestStatusWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Looks at a request as it is now, one thread at a time for each; whatever fails is tried again.
 */
final class RequestLooks {
  private static final Logger LOG = Logger.getLogger(RequestLooks.class);

  private final Caches caches;
  private final ClusterView cached;
  private final Store store;
  private final Locks locks;
  private final InstantSource clock;
  private final Backoff backoff = new Backoff();

  RequestLooks(Caches caches, ClusterView cached, Store store, Locks locks, InstantSource clock) {
    this.caches = caches;
    this.cached = cached;
    this.store = store;
    this.locks = locks;
    this.clock = clock;
  }

  /**
   * Says when to look again.
   *
   * @param blocked is told if somebody else works on it, which may take long
   * @param step takes it further
   * @param failed takes the record further if the request cannot be
   */
  Optional<Instant> look(
      AccessRequest object,
      Runnable blocked,
      Function<AccessRequest, Optional<Instant>> step,
      Consumer<AccessRecord> failed) {
    return locks.call(object.getMetadata().getUid(), blocked, () -> look(object, step, failed));
  }

  private Optional<Instant> look(
      AccessRequest object,
      Function<AccessRequest, Optional<Instant>> step,
      Consumer<AccessRecord> failed) {
    String uid = object.getMetadata().getUid();
    Duration pause;
    try {
      // Looked up under the lock: what the caller has seen may have been overtaken by us.
      Optional<Instant> wakeAt = whole(object).flatMap(step);
      backoff.succeeded(uid);
      return wakeAt;
    } catch (NotTaken e) {
      pause = untaken(object, e.reason());
    } catch (Unavailable e) {
      LOG.warnf(
          "request=%s reason=%s tried again: %s", uid, e.reason().code(), e.reason().message());
      pause = backoff.failed(uid);
    } catch (RuntimeException | StackOverflowError e) {
      LOG.errorf(e, "request=%s could not be taken further", uid);
      pause = backoff.failed(uid);
    }
    // What people said still ends it: the record heeds their stamps by itself.
    cached.record(RequestRef.recordName(uid)).ifPresent(failed);
    return Optional.of(clock.instant().plus(pause));
  }

  void forget(String uid) {
    backoff.succeeded(uid);
  }

  /** What the API server never takes is told once; the same again is tried rarely, else nothing. */
  private Duration untaken(AccessRequest object, Reason reason) {
    try {
      whole(object).ifPresent(now -> tell(now, reason));
    } catch (Unavailable e) {
      LOG.debugf("request=%s reason=%s", object.getMetadata().getUid(), e.reason().code());
    }
    return RequestFlow.RARELY;
  }

  /** As it is now; where there was no room to keep what it asks, that is read. */
  private Optional<AccessRequest> whole(AccessRequest object) {
    return caches
        .again(object)
        .flatMap(
            known ->
                Outline.is(known)
                    ? store
                        .liveRequest(
                            known.getMetadata().getNamespace(), known.getMetadata().getName())
                        .filter(r -> r.getMetadata().getUid().equals(known.getMetadata().getUid()))
                    : Optional.of(known));
  }

  private void tell(AccessRequest object, Reason reason) {
    AccessRequestStatus told = RequestStatusWriter.untaken(object, reason, clock.instant());
    if (!told.equals(object.getStatus())) {
      LOG.warnf(
          "request=%s reason=%s %s",
          object.getMetadata().getUid(), reason.code(), reason.message());
      store.write(object, told);
    }
  }
}
