package dev.leasehold.controller;

import static dev.leasehold.model.EndCause.Kind.REJECTED;
import static dev.leasehold.model.EndCause.byRule;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.AccessRequestStatus;
import dev.leasehold.cluster.Caches;
import dev.leasehold.cluster.Crowd;
import dev.leasehold.cluster.NotTaken;
import dev.leasehold.cluster.Outline;
import dev.leasehold.cluster.Store;
import dev.leasehold.controller.Turns.Then;
import dev.leasehold.grant.Unavailable;
import dev.leasehold.lifecycle.Attention;
import dev.leasehold.lifecycle.Guard;
import dev.leasehold.lifecycle.Limits;
import dev.leasehold.lifecycle.RequestLifecycle;
import dev.leasehold.lifecycle.RequestObservation;
import dev.leasehold.lifecycle.RequestObservation.RecordView;
import dev.leasehold.lifecycle.RequestStep;
import dev.leasehold.model.EndCause;
import dev.leasehold.model.Entitlement;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.RequestRef;
import dev.leasehold.observe.ClusterView;
import dev.leasehold.observe.RequestObserver;
import dev.leasehold.schedule.Backoff;
import dev.leasehold.schedule.Locks;
import dev.leasehold.schedule.Recent;
import dev.leasehold.status.FollowWriter;
import dev.leasehold.status.RequestStatusWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Takes a request one step further; one thread at a time for each request. */
final class RequestFlow {
  private static final Logger LOG = Logger.getLogger(RequestFlow.class);

  /** Until the same is tried again that was refused; any change is a reason to try at once. */
  static final Duration RARELY = Duration.ofMinutes(10);

  private final Caches caches;
  private final ClusterView cached;
  private final Supplier<ClusterView> live;
  private final Activation activation;
  private final Publishing publishing;
  private final RequestObserver observer;
  private final Supplier<Guard> guard;
  private final Store store;
  private final Locks locks;
  private final Consumer<AccessRecord> records;
  private final Consumer<AccessRecord> granted;
  private final Consumer<AccessRequest> waits;
  private final InstantSource clock;
  private final Backoff backoff = new Backoff();
  private final Recent<Repeats.Same> repeats = new Recent<>();
  private final RateLimiter limiter;
  private final Crowd crowd;

  /**
   * @param records takes a record whose ending was just latched further
   * @param granted takes a record that was just made further
   * @param waits has a request told, some time, that it waits for its turn
   */
  RequestFlow(
      Caches caches,
      ClusterView cached,
      Supplier<ClusterView> live,
      Activation activation,
      Publishing publishing,
      RequestObserver observer,
      Supplier<Guard> guard,
      Store store,
      Locks locks,
      Consumer<AccessRecord> records,
      Consumer<AccessRecord> granted,
      Consumer<AccessRequest> waits,
      Limits limits,
      InstantSource clock) {
    this.limiter = new RateLimiter(limits);
    this.crowd = new Crowd(caches);
    this.caches = caches;
    this.cached = cached;
    this.live = live;
    this.activation = activation;
    this.publishing = publishing;
    this.observer = observer;
    this.guard = guard;
    this.store = store;
    this.locks = locks;
    this.records = records;
    this.granted = granted;
    this.waits = waits;
    this.clock = clock;
  }

  /**
   * Looks at the request of this record, to show what has changed. Who shows it is in the midst of
   * a look at the record, so whatever fails here leads to no other look at that.
   */
  void show(AccessRecord record) {
    RequestRef ref = dev.leasehold.observe.RecordReader.request(record);
    caches
        .request(ref.namespace(), ref.name())
        .filter(r -> r.getMetadata().getUid().equals(ref.uid()))
        .ifPresent(r -> look(r, () -> {}, this::step, shown -> {}));
  }

  /**
   * Looks at the request now; says when to look again although nothing has changed.
   *
   * @param blocked is told if somebody else works on it, which may take long
   */
  Optional<Instant> advance(AccessRequest object, Runnable blocked) {
    return look(object, blocked, this::step);
  }

  /** The same; if it has to wait for its turn it is told so. */
  Optional<Instant> tell(AccessRequest object, Runnable blocked) {
    return look(object, blocked, request -> Turns.take(() -> step(request, store::write)));
  }

  /** Whether there is no room for it. */
  boolean crowded(AccessRequest request) {
    return crowd.over(request).isPresent();
  }

  /** Refuses what there is no room for, without looking at what it asks. */
  Optional<Instant> turnAway(AccessRequest object, Runnable blocked) {
    return look(object, blocked, this::refuse);
  }

  private Optional<Instant> look(
      AccessRequest object, Runnable blocked, Function<AccessRequest, Optional<Instant>> step) {
    return look(object, blocked, step, records);
  }

  /**
   * @param failed takes the record further if the request cannot be
   */
  private Optional<Instant> look(
      AccessRequest object,
      Runnable blocked,
      Function<AccessRequest, Optional<Instant>> step,
      Consumer<AccessRecord> failed) {
    String uid = object.getMetadata().getUid();
    return locks.call(
        uid,
        blocked,
        () -> {
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
                "request=%s reason=%s tried again: %s",
                uid, e.reason().code(), e.reason().message());
            pause = backoff.failed(uid);
          } catch (RuntimeException | StackOverflowError e) {
            LOG.errorf(e, "request=%s could not be taken further", uid);
            pause = backoff.failed(uid);
          }
          // What people said still ends it: the record heeds their stamps by itself.
          cached.record(RequestRef.recordName(uid)).ifPresent(failed);
          return Optional.of(clock.instant().plus(pause));
        });
  }

  /** What the API server never takes is told once; the same again is tried rarely, else nothing. */
  private Duration untaken(AccessRequest object, Reason reason) {
    try {
      whole(object).ifPresent(now -> tell(now, reason));
    } catch (Unavailable e) {
      LOG.debugf("request=%s reason=%s", object.getMetadata().getUid(), e.reason().code());
    }
    return RARELY;
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

  /** Takes in a request as somebody else's watch has shown it, which may be ahead of the cache. */
  void saw(AccessRequest request) {
    store.saw(request);
  }

  /** Forgets what was remembered of a request that is gone. */
  void gone(String uid) {
    caches.gone(uid);
    backoff.succeeded(uid);
    limiter.forget(uid);
  }

  private Optional<Instant> refuse(AccessRequest object) {
    Instant now = clock.instant();
    Optional<Reason> over = crowd.over(object);
    if (over.isEmpty()) {
      return step(object);
    }
    Reason why = over.get();
    RequestStep.Close refused =
        new RequestStep.Close(byRule(REJECTED, why, now), why, Optional.empty());
    store.write(object, RequestStatusWriter.close(object, refused, null, now));
    return Optional.empty();
  }

  private Optional<Instant> step(AccessRequest object) {
    return Turns.take(() -> step(object, this::untold));
  }

  /** What tells is a write that nothing depends on, and comes after those that decide. */
  private void untold(AccessRequest object, AccessRequestStatus limited) {
    if (!limited.equals(object.getStatus())) {
      waits.accept(object);
    }
  }

  /**
   * @param waiting takes a request that has to wait for its turn, with the status that says so
   */
  private Then step(AccessRequest object, BiConsumer<AccessRequest, AccessRequestStatus> waiting) {
    Instant now = clock.instant();
    AccessRequestStatus settled = RequestStatusWriter.settled(object, now);
    if (Boolean.TRUE.equals(settled.settled())) {
      store.write(object, settled);
      return new Then.Wait(Optional.empty());
    }
    store.recall(object);
    RequestObservation seen = observer.observe(object, cached, guard.get(), now);
    RequestStep step = RequestLifecycle.next(seen, now);
    if (endsByRule(seen, step)) {
      seen = observer.observe(object, live.get(), guard.get(), now);
      step = RequestLifecycle.next(seen, now);
    }
    Optional<RateLimiter.Wait> wait =
        step.decidesFirst(seen) ? limiter.waits(seen.request(), now) : Optional.empty();
    if (wait.isPresent()) {
      waiting.accept(object, RequestStatusWriter.limited(object, wait.get().reason(), now));
      return new Then.Wait(Optional.of(wait.get().until()));
    }
    return perform(object, seen, step, now);
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

  private Then perform(
      AccessRequest object, RequestObservation seen, RequestStep step, Instant now) {
    switch (step) {
      case RequestStep.Rest rest -> {}
      case RequestStep.Hold hold ->
          store.write(object, RequestStatusWriter.hold(object, hold, now));
      case RequestStep.Publish publish -> {
        AccessRequest offered = publishing.offer(object, publish, now);
        limiter.forget(object.getMetadata().getUid());
        return new Then.Go(() -> step(offered, this::untold));
      }
      case RequestStep.Await await ->
          store.write(object, RequestStatusWriter.await(object, await, now));
      case RequestStep.Activate activate -> {
        return activate(object, activate.entitlement());
      }
      case RequestStep.OfferRenewal offer -> {
        AccessRequest offered = publishing.renewal(object, offer, now);
        return new Then.Go(() -> step(offered, this::untold));
      }
      case RequestStep.Renew renew -> {
        return activate(object, renew.entitlement());
      }
      case RequestStep.Follow follow -> follow(object, seen, follow, now);
      case RequestStep.Close close -> {
        close(object, seen, close, now);
        limiter.forget(object.getMetadata().getUid());
      }
    }
    return new Then.Wait(Attention.next(step, seen.verdict(), seen.request().ref(), now));
  }

  private Then activate(AccessRequest object, Entitlement entitlement) {
    return switch (activation.attempt(object, entitlement)) {
      case Activation.Result.Granted(AccessRecord record) -> {
        granted.accept(record);
        yield new Then.Wait(Optional.empty());
      }
      case Activation.Result.Otherwise(
              AccessRequest fresh,
              RequestObservation seen,
              RequestStep other) ->
          new Then.Go(() -> perform(fresh, seen, other, clock.instant()));
      case Activation.Result.Gone gone -> new Then.Wait(Optional.empty());
    };
  }

  private void follow(
      AccessRequest object, RequestObservation seen, RequestStep.Follow step, Instant now) {
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
      records.accept(record);
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

  private void close(
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
