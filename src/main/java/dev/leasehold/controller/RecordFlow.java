package dev.leasehold.controller;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.cluster.Caches;
import dev.leasehold.cluster.Store;
import dev.leasehold.grant.Unavailable;
import dev.leasehold.lifecycle.Guard;
import dev.leasehold.lifecycle.Retention;
import dev.leasehold.observe.ClusterView;
import dev.leasehold.observe.OffboardingReader;
import dev.leasehold.schedule.Deadlines;
import dev.leasehold.schedule.Gate;
import dev.leasehold.schedule.Locks;
import dev.leasehold.schedule.Undecided;
import dev.leasehold.sweep.RemoteWatch;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
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

  private final Caches caches;
  private final Judge judge;
  private final Ahead ahead;
  private final Store store;
  private final Endings endings;
  private final Locks locks;
  private final Gate looking = new Gate(CALLING);
  private final Gate hearing = new Gate(CALLING);
  private final Gate sweeping = new Gate(CALLING);
  private final Holdoff holdoff = new Holdoff();
  private final Retries retries = new Retries(holdoff);
  private final Undecided undecided = new Undecided();
  private final OwnWord word;
  private final RecordTurns turns;
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
    this.endings = endings;
    this.locks = locks;
    this.clock = clock;
    this.judge = new Judge(caches, cached, live, acts, guard, store, retention);
    this.ahead = new Ahead(this::find, this::wake, judge, store, endings, locks, clock);
    this.deadlines = new Deadlines("endings", AT_ONCE, undecided, clock, this::advance);
    this.word = new OwnWord(store, clock);
    this.turns = turns(acts, reviews, purging);
  }

  private RecordTurns turns(RecordActs acts, ReviewActs reviews, Purging purging) {
    Performing performing =
        new Performing(
            caches,
            store,
            acts,
            reviews,
            new HandingOut(word, holdoff, ahead, deadlines),
            new EndingTurn(endings, caches, judge, this::stopped),
            new Deleting(word, purging, store));
    return new RecordTurns(judge, performing, store, holdoff, clock);
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
    retries.forget(name);
    deadlines.clear(name);
    ahead.forget(name);
    endings.forget(name);
  }

  /** Looks at this record now; whatever fails is tried again. */
  void advance(AccessRecord record) {
    advance(record, retries.owesFresh(record.getMetadata().getName()), looking);
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
    word.answered(record, () -> begin(record));
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
      wakeAgain(name, turns.take(current.get(), fresh, calling));
      retries.succeeded(name);
      caches.record(name).ifPresent(caches::release);
    } catch (Unavailable e) {
      LOG.warnf(
          "record=%s reason=%s tried again: %s", name, e.reason().code(), e.reason().message());
      tryAgain(record, fresh);
    } catch (RuntimeException | StackOverflowError e) {
      LOG.errorf(e, "record=%s could not be taken further", name);
      tryAgain(record, fresh);
    }
  }

  /** A fresh look begins with the record itself: what a watch told of it may be late, or untrue. */
  private Optional<AccessRecord> current(AccessRecord record, boolean fresh, Gate calling) {
    return fresh
        ? calling.pass(() -> store.liveRecord(record.getMetadata().getName()))
        : Optional.of(caches.newest(record));
  }

  private void tryAgain(AccessRecord record, boolean fresh) {
    deadlines.set(record.getMetadata().getName(), retries.failed(record, fresh, clock.instant()));
  }

  void stop() {
    ahead.close();
    deadlines.close();
  }

  private void wakeAgain(String name, Optional<Instant> at) {
    at.ifPresentOrElse(instant -> deadlines.set(name, instant), () -> deadlines.clear(name));
  }

  /** Access was stopped; the rest waits for all whose access is to be stopped too. */
  private void stopped(AccessRecord record) {
    // What could not be stopped does not wait for what is asked elsewhere.
    ahead.begins(record);
    undecided.stopped();
    deadlines.makeWay();
    undecided.awaitNone();
  }
}
