package dev.leasehold.controller;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRecordStatus;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.cluster.Caches;
import dev.leasehold.cluster.Store;
import dev.leasehold.grant.Unavailable;
import dev.leasehold.lifecycle.Guard;
import dev.leasehold.lifecycle.Presence;
import dev.leasehold.lifecycle.RecordObservation;
import dev.leasehold.lifecycle.RecordStep;
import dev.leasehold.lifecycle.RequestObservation.RecordView.Standing;
import dev.leasehold.lifecycle.Retention;
import dev.leasehold.model.EndCause;
import dev.leasehold.model.Grant;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.observe.ClusterView;
import dev.leasehold.observe.OffboardingReader;
import dev.leasehold.observe.RecordObserver;
import dev.leasehold.observe.RecordReader;
import dev.leasehold.schedule.Backoff;
import dev.leasehold.schedule.Deadlines;
import dev.leasehold.schedule.Gate;
import dev.leasehold.schedule.Locks;
import dev.leasehold.schedule.Undecided;
import dev.leasehold.status.RecordStatusWriter;
import dev.leasehold.status.Settled;
import dev.leasehold.sweep.Archive;
import dev.leasehold.sweep.RemoteWatch;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Takes a record one step further, whoever asks for it: an event, its deadline or the sweep. Always
 * one thread at a time for each request.
 */
final class RecordFlow {
  private static final Logger LOG = Logger.getLogger(RecordFlow.class);

  /**
   * Records looked at side by side, up to when it is decided what to do, or access was stopped; the
   * calls that it takes have limits of their own.
   */
  private static final int AT_ONCE = 1024;

  /** Records looked at afresh, and denials and revocations heard, at once. */
  private static final int CALLING = 32;

  /** For how long the sweep waits for whoever works on the record just now. */
  private static final Duration TRIED = Duration.ofSeconds(1);

  /** Records of earlier versions that are settled at once. */
  private static final int SETTLING = 8;

  /** Looks in a row; an undisturbed record takes three. */
  private static final int AT_MOST = 8;

  private final Caches caches;
  private final Judge judge;
  private final Ahead ahead;
  private final Store store;
  private final RecordActs acts;
  private final Endings endings;
  private final ReviewActs reviews;
  private final Purging purging;
  private final Locks locks;
  private final Gate looking = new Gate(CALLING);
  private final Gate hearing = new Gate(CALLING);
  private final Gate sweeping = new Gate(CALLING);
  private final Gate settling = new Gate(SETTLING);
  private final Backoff backoff = new Backoff();
  private final Holdoff holdoff = new Holdoff();

  /** Records whose fresh look came to nothing: the next one is no look into the cache. */
  private final Set<String> unsure = ConcurrentHashMap.newKeySet();

  private final Answers answers = new Answers();
  private final Undecided undecided = new Undecided();
  private final InstantSource clock;
  private final Deadlines deadlines;
  private final ScopedValue<Boolean> inLook = ScopedValue.newInstance();

  RecordFlow(
      Caches caches,
      ClusterView cached,
      Supplier<ClusterView> live,
      Supplier<Guard> guard,
      Store store,
      RecordActs acts,
      Endings endings,
      ReviewActs reviews,
      Purging purging,
      Locks locks,
      Retention retention,
      InstantSource clock) {
    this.caches = caches;
    this.store = store;
    this.acts = acts;
    this.endings = endings;
    this.reviews = reviews;
    this.purging = purging;
    this.locks = locks;
    this.clock = clock;
    this.judge = new Judge(caches, cached, live, acts, guard, store, retention);
    this.ahead = new Ahead(this::find, this::wake, judge, store, endings, locks, clock);
    this.deadlines = new Deadlines("endings", AT_ONCE, undecided, clock, this::advance);
  }

  /** Has the record looked at as soon as possible, not behind arrivals. */
  void wake(String name) {
    deadlines.now(name);
  }

  /** The same, but asking the API server itself: the cache may still have what is gone. */
  void wakeFresh(String name) {
    // Under a key of its own: a look into the cache that waits already is no substitute.
    deadlines.run("fresh " + name, () -> find(name).ifPresent(this::advanceFresh));
  }

  /** Runs what may lead to an ending on the endings' threads. */
  void urgently(String key, Runnable work) {
    deadlines.run(key, () -> hearing.run(work));
  }

  /**
   * Looks at the record now, if there is one; what is no request's is {@link OffboardingFlow}'s.
   */
  void advance(String name) {
    find(name).ifPresentOrElse(this::advance, () -> forget(name));
  }

  /** Where no cache has it any more, it may be settled, or gone. */
  private Optional<AccessRecord> find(String name) {
    try {
      return caches
          .record(name)
          .or(() -> store.liveRecord(name))
          .filter(record -> !OffboardingReader.is(record));
    } catch (Unavailable e) {
      LOG.debugf("record=%s reason=%s", name, e.reason().code());
      return Optional.empty();
    }
  }

  private void forget(String name) {
    holdoff.clear(name);
    judge.forget(name);
    backoff.succeeded(name);
    unsure.remove(name);
    deadlines.clear(name);
    ahead.forget(name);
    endings.forget(name);
  }

  /** Looks at this record now; whatever fails is tried again. */
  void advance(AccessRecord record) {
    advance(record, unsure.remove(record.getMetadata().getName()), looking);
  }

  /**
   * Begins with a record; what waits for another system holds up nobody who begins others. Who is
   * in the midst of a look comes to its end first: a look inside it would hold all that it holds.
   */
  void begin(AccessRecord record) {
    if (RemoteWatch.concerns(record) || inLook.isBound()) {
      wake(record.getMetadata().getName());
    } else {
      advance(record);
    }
  }

  /** Begins with a record that the API server has just given as its answer to our own write. */
  void granted(AccessRecord record) {
    answers.put(record, clock.instant());
    try {
      begin(record);
    } finally {
      answers.remove(record);
    }
  }

  /**
   * A fresh look on the sweep's own thread; false where somebody else works on it for too long.
   * Then it is looked at afterwards: what the sweep found by comparing it finds only once.
   */
  boolean sweep(AccessRecord record) {
    boolean tried =
        locks.tried(record.getSpec().request().uid(), TRIED, () -> look(record, true, sweeping));
    if (!tried) {
      wakeFresh(record.getMetadata().getName());
    }
    return tried;
  }

  /** A fresh look for the archive, which holds up nobody: at most one is under way. */
  void archived(String name) {
    find(name).ifPresent(this::advanceFresh);
  }

  /** The same, but asking the API server itself for everything, as the sweep does. */
  void advanceFresh(AccessRecord record) {
    advance(record, true, looking);
  }

  private void advance(AccessRecord record, boolean fresh, Gate calling) {
    boolean _ =
        locks.call(
            record.getSpec().request().uid(),
            () -> {
              makeWay();
              ahead.waits(record, fresh);
            },
            () -> {
              look(record, fresh, calling);
              return true;
            });
  }

  /** Whoever waits for somebody else keeps no place from others; no other thread has one. */
  void makeWay() {
    deadlines.makeWay();
  }

  private void look(AccessRecord record, boolean fresh, Gate calling) {
    ScopedValue.where(inLook, true).run(() -> lookAt(record, fresh, calling));
  }

  private void lookAt(AccessRecord record, boolean fresh, Gate calling) {
    String name = record.getMetadata().getName();
    if (caches.overtaken(record)) {
      return;
    }
    try {
      Optional<AccessRecord> current = current(record, fresh, calling);
      if (current.isEmpty()) {
        forget(name);
        return;
      }
      wakeAgain(name, settle(current.get(), fresh, calling));
      backoff.succeeded(name);
      caches.record(name).ifPresent(caches::release);
    } catch (Unavailable e) {
      LOG.warnf(
          "record=%s reason=%s tried again: %s", name, e.reason().code(), e.reason().message());
      tryAgain(name, record, fresh);
    } catch (RuntimeException | StackOverflowError e) {
      LOG.errorf(e, "record=%s could not be taken further", name);
      tryAgain(name, record, fresh);
    }
  }

  /** A fresh look begins with the record itself: what a watch told of it may be late, or untrue. */
  private Optional<AccessRecord> current(AccessRecord record, boolean fresh, Gate calling) {
    return fresh
        ? calling.pass(() -> store.liveRecord(record.getMetadata().getName()))
        : Optional.of(caches.newest(record));
  }

  /** Later and later, but what fails before the window's end never puts the ending off. */
  private void tryAgain(String name, AccessRecord record, boolean fresh) {
    if (fresh) {
      unsure.add(name);
    }
    Instant now = clock.instant();
    Instant soon = now.plus(backoff.failed(name));
    Instant later = holdoff.failed(name, now).filter(soon::isBefore).orElse(soon);
    Instant end = RecordReader.window(record).end();
    deadlines.set(name, now.isBefore(end) && end.isBefore(later) ? end : later);
  }

  void stop() {
    ahead.close();
    deadlines.close();
  }

  private void wakeAgain(String name, Optional<Instant> at) {
    at.ifPresentOrElse(instant -> deadlines.set(name, instant), () -> deadlines.clear(name));
  }

  /** Goes on as long as there is something to do, but not for ever: somebody may undo it all. */
  private Optional<Instant> settle(AccessRecord record, boolean fresh, Gate calling) {
    Then then = step(record, fresh, calling);
    for (int looks = 1; looks < AT_MOST; looks++) {
      switch (then) {
        case Then.Wait(var at) -> {
          return at;
        }
        case Then.Look(AccessRecord after) -> then = step(after, false, calling);
      }
    }
    throw new Unavailable(
        new Reason(
            ReasonCode.UNSETTLED, "what is done for the grant is undone at once, time and again"));
  }

  private Then step(AccessRecord record, boolean fresh, Gate calling) {
    Grant grant = RecordReader.grant(record);
    Instant now = judge.now(record, clock.instant());
    AccessRecordStatus settled = RecordStatusWriter.settled(record, now);
    if (Boolean.TRUE.equals(settled.settled()) && !Caches.isSettled(record)) {
      return new Then.Look(settling.pass(() -> store.write(record, settled)));
    }
    Judge.Judgement judgement = judge.of(record, fresh, calling, now);
    if (nothingToGive(judgement.step(), judgement.seen())) {
      holdoff.clear(record.getMetadata().getName());
    }
    Then then = perform(record, grant, judgement.seen(), judgement.step(), now);
    return soon(record, then, now);
  }

  /** The archive looks at what is settled, so that it needs no alarm; what is not may be later. */
  private static Then soon(AccessRecord record, Then then, Instant now) {
    if (then instanceof Then.Wait(Optional<Instant> until)
        && RecordReader.standing(record) == Standing.CLOSED) {
      return new Then.Wait(
          Caches.isSettled(record)
              ? until.filter(at -> at.isBefore(now.plus(Archive.EVERY)))
              : Stream.concat(
                      until.stream(), Settled.revivable(record).filter(now::isBefore).stream())
                  .min(Instant::compareTo));
    }
    return then;
  }

  /** Whether a look tells that what was wanted is there, or is not wanted any more. */
  private static boolean nothingToGive(RecordStep step, RecordObservation seen) {
    return switch (step) {
      case RecordStep.Rest _, RecordStep.Decline _, RecordStep.Delay _, RecordStep.Unheard _ ->
          seen.request() != Presence.UNKNOWN && seen.subject() != Presence.UNKNOWN;
      case RecordStep.End _, RecordStep.Retain _, RecordStep.Purge _, RecordStep.Forget _ -> true;
      case RecordStep.Provide _,
          RecordStep.Rotate _,
          RecordStep.Repair _,
          RecordStep.Latch _,
          RecordStep.Flag _,
          RecordStep.Accuse _,
          RecordStep.HandBack _,
          RecordStep.Waive _ ->
          false;
    };
  }

  private Then perform(
      AccessRecord record, Grant grant, RecordObservation seen, RecordStep step, Instant now) {
    Optional<AccessRequest> request =
        caches
            .request(grant.request().namespace(), grant.request().name())
            .filter(r -> r.getMetadata().getUid().equals(grant.request().uid()));
    return switch (step) {
      case RecordStep.Rest(Optional<Instant> wakeAt) ->
          new LateNotes(store)
              .of(record, request, now)
              .<Then>map(Then.Look::new)
              .orElseGet(() -> new Then.Wait(wakeAt));
      case RecordStep.Provide provide ->
          give(record, request, now, () -> acts.provide(record, grant, request, now));
      case RecordStep.Rotate(int generation) ->
          give(record, request, now, () -> acts.rotate(record, grant, generation, request, now));
      case RecordStep.Repair(var reason) -> {
        int next = seen.generation() + 1;
        yield give(record, request, now, () -> acts.repair(record, grant, next, reason, now));
      }
      case RecordStep.Decline(var reason, var wakeAt) -> {
        acts.decline(record, request, reason, now);
        yield new Then.Wait(wakeAt);
      }
      case RecordStep.Delay(var reason, var wakeAt) -> {
        acts.delay(record, reason, now);
        yield new Then.Wait(wakeAt);
      }
      case RecordStep.Latch(var said, String proof) ->
          new Then.Look(reviews.latch(record, said, proof, now));
      case RecordStep.Flag flag -> new Then.Look(reviews.flag(record, now));
      case RecordStep.Accuse(var reason) ->
          new Then.Look(store.write(record, RecordStatusWriter.accused(record, reason, now)));
      case RecordStep.Unheard(var reason) ->
          new Then.Look(store.write(record, RecordStatusWriter.uncounted(record, reason, now)));
      case RecordStep.HandBack handBack ->
          new Then.Look(store.write(record, RecordStatusWriter.handedBack(record, now)));
      case RecordStep.Waive(var people) -> new Then.Look(reviews.waive(record, people, now));
      case RecordStep.End end ->
          ended(record, endings.end(record, grant, end, now, () -> stopped(record)), end);
      case RecordStep.Retain(Instant since, Instant until) ->
          new Then.Look(acts.retain(record, since, until, now));
      case RecordStep.Purge(var people) -> delete(record, () -> purging.purge(record, people, now));
      case RecordStep.Forget forget -> delete(record, () -> store.forget(record));
    };
  }

  /**
   * Hands something out, unless that was tried a moment ago and nobody wants anything else. It is
   * what the record itself says, and not what a watch told of it.
   */
  private Then give(
      AccessRecord record,
      Optional<AccessRequest> request,
      Instant now,
      Supplier<AccessRecord> act) {
    String name = record.getMetadata().getName();
    Holdoff.Wish wish =
        new Holdoff.Wish(record.getSpec(), request.flatMap(RecordObserver::redelivery));
    Optional<Instant> until = holdoff.until(name, wish, now);
    Instant end = RecordReader.window(record).end();
    if (until.isPresent()) {
      return new Then.Wait(until.map(at -> end.isBefore(at) ? end : at));
    }
    // However long it takes, or how late it fails: the end is looked at in time.
    deadlines.set(name, end);
    ahead.begins(record);
    deadlines.makeWay();
    return asItIs(
        record,
        () -> {
          holdoff.begins(name, wish, now);
          return new Then.Look(act.get());
        });
  }

  /** What was told of a record, and by whom it is said to be purged, is no reason to delete it. */
  private Then delete(AccessRecord record, Runnable act) {
    return asItIs(
        record,
        () -> {
          act.run();
          return new Then.Wait(Optional.empty());
        });
  }

  /** Acts if the record itself says what a watch told of it; else it is looked at as it is. */
  private Then asItIs(AccessRecord told, Supplier<Then> act) {
    if (answers.has(told, clock.instant())) {
      return act.get();
    }
    Optional<AccessRecord> there = store.liveRecord(told.getMetadata().getName());
    return there.filter(current -> saysTheSame(told, current)).isPresent()
        ? act.get()
        : there.<Then>map(Then.Look::new).orElseGet(() -> new Then.Wait(Optional.empty()));
  }

  /** Of its metadata, that it is deleted and what people wrote on it are reasons to act. */
  private static boolean saysTheSame(AccessRecord told, AccessRecord there) {
    ObjectMeta before = told.getMetadata();
    ObjectMeta now = there.getMetadata();
    return Store.isSame(told, there)
        && Objects.equals(before.getDeletionTimestamp(), now.getDeletionTimestamp())
        && Objects.equals(before.getAnnotations(), now.getAnnotations());
  }

  /** Access was stopped; the rest waits for all whose access is to be stopped too. */
  private void stopped(AccessRecord record) {
    // What could not be stopped does not wait for what is asked elsewhere.
    ahead.begins(record);
    undecided.stopped();
    deadlines.makeWay();
    undecided.awaitNone();
  }

  /** No event follows on what is settled, so what its request is gone for is looked at now. */
  private Then ended(AccessRecord record, Optional<Instant> again, RecordStep.End end) {
    if (again.isEmpty()) {
      judge.forget(record.getMetadata().getName());
    }
    return again.isEmpty() && end.cause().kind() == EndCause.Kind.REQUEST_DELETED
        ? caches
            .record(record.getMetadata().getName())
            .filter(Caches::isSettled)
            .<Then>map(Then.Look::new)
            .orElseGet(() -> new Then.Wait(again))
        : new Then.Wait(again);
  }

  /** What comes after a step. */
  private sealed interface Then {
    /** Nothing, until then. */
    record Wait(Optional<Instant> until) implements Then {}

    /** After an act the record says something else: look at it at once. */
    record Look(AccessRecord after) implements Then {}
  }
}
