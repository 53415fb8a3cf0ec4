package dev.leasehold.controller;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.AccessRequestStatus;
import dev.leasehold.cluster.Caches;
import dev.leasehold.cluster.Store;
import dev.leasehold.controller.Turns.Then;
import dev.leasehold.lifecycle.Attention;
import dev.leasehold.lifecycle.Guard;
import dev.leasehold.lifecycle.Limits;
import dev.leasehold.lifecycle.RequestObservation;
import dev.leasehold.lifecycle.RequestStep;
import dev.leasehold.model.Entitlement;
import dev.leasehold.model.RequestRef;
import dev.leasehold.observe.ClusterView;
import dev.leasehold.observe.RecordReader;
import dev.leasehold.observe.RequestObserver;
import dev.leasehold.schedule.Locks;
import dev.leasehold.status.LimitWriter;
import dev.leasehold.status.RequestStatusWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Takes a request one step further; one thread at a time for each request. */
final class RequestFlow {
  /** Until the same is tried again that was refused; any change is a reason to try at once. */
  static final Duration RARELY = Duration.ofMinutes(10);

  private final Caches caches;
  private final Activation activation;
  private final Publishing publishing;
  private final Store store;
  private final Consumer<AccessRecord> records;
  private final Consumer<AccessRecord> granted;
  private final Consumer<AccessRequest> waits;
  private final InstantSource clock;
  private final RateLimiter limiter;
  private final RequestJudge judge;
  private final RequestLooks looks;
  private final Following following;
  private final Closing closing;
  private final Steadying steadying = new Steadying();

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
    this.judge = new RequestJudge(observer, cached, live, guard);
    this.looks = new RequestLooks(caches, cached, store, locks, clock);
    this.following = new Following(caches, cached, store, publishing, records);
    this.closing = new Closing(caches, cached, store, activation, limiter, locks);
    this.caches = caches;
    this.activation = activation;
    this.publishing = publishing;
    this.store = store;
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
    RequestRef ref = RecordReader.request(record);
    caches
        .request(ref.namespace(), ref.name())
        .filter(r -> r.getMetadata().getUid().equals(ref.uid()))
        .ifPresent(r -> looks.look(r, () -> {}, this::step, shown -> {}));
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
    return closing.crowded(request);
  }

  /** Refuses what there is no room for, without looking at what it asks. */
  Optional<Instant> turnAway(AccessRequest object, Runnable blocked) {
    return look(object, blocked, this::refuse);
  }

  private Optional<Instant> look(
      AccessRequest object, Runnable blocked, Function<AccessRequest, Optional<Instant>> step) {
    return looks.look(object, blocked, step, records);
  }

  /** Takes in a request as somebody else's watch has shown it, which may be ahead of the cache. */
  void saw(AccessRequest request) {
    store.saw(request);
  }

  /** Forgets what was remembered of a request that is gone. */
  void gone(String uid) {
    caches.gone(uid);
    looks.forget(uid);
    steadying.forget(uid);
    limiter.forget(uid);
  }

  private Optional<Instant> refuse(AccessRequest object) {
    return closing.turnedAway(object, clock.instant()) ? Optional.empty() : step(object);
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
    RequestJudge.Judgement judgement = judge.of(object, now);
    RequestObservation seen = judgement.seen();
    RequestStep step = judgement.step();
    Optional<RateLimiter.Wait> wait =
        step.decidesFirst(seen) ? limiter.waits(seen.request(), now) : Optional.empty();
    if (wait.isPresent()) {
      waiting.accept(object, RequestStatusWriter.limited(object, wait.get().reason(), now));
      return new Then.Wait(Optional.of(wait.get().until()));
    }
    return steadying.unless(seen, step, now, () -> perform(object, seen, step, now));
  }

  private Then perform(
      AccessRequest object, RequestObservation seen, RequestStep step, Instant now) {
    switch (step) {
      case RequestStep.Rest rest -> {}
      case RequestStep.Hold hold ->
          store.write(object, RequestStatusWriter.hold(object, hold, now));
      case RequestStep.AnswerLimit answer -> {
        return again(store.write(object, LimitWriter.answered(object, answer, now)));
      }
      case RequestStep.Publish publish -> {
        AccessRequest offered = publishing.offer(object, seen.request(), publish, now);
        limiter.forget(object.getMetadata().getUid());
        return again(offered);
      }
      case RequestStep.Await await ->
          store.write(object, RequestStatusWriter.await(object, await, now));
      case RequestStep.Activate activate -> {
        return activate(object, activate.entitlement());
      }
      case RequestStep.OfferRenewal offer -> {
        return again(publishing.renewal(object, seen.request(), offer, now));
      }
      case RequestStep.Renew renew -> {
        return activate(object, renew.entitlement());
      }
      case RequestStep.Follow follow -> following.follow(object, seen, follow, now);
      case RequestStep.Close close -> closing.close(object, seen, close, now);
    }
    return new Then.Wait(Attention.next(step, seen.verdict(), seen.request().ref(), now));
  }

  private Then again(AccessRequest offered) {
    return new Then.Go(() -> step(offered, this::untold));
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
}
