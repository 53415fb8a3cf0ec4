package dev.leasehold.controller;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.cluster.Caches;
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
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
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

  private final Caches caches;
  private final RecordPath path;
  private final RecordPath second;
  private final Ahead ahead;
  private final Locks locks;
  private final Gate hearing = new Gate(CALLING);
  private final Holdoff holdoff = new Holdoff();
  private final Expiries expiries = new Expiries();
  private final Undecided undecided = new Undecided();
  private final OwnWord word;
  private final RecordTurns turns;
  private final SweptLooks swept;
  private final InstantSource clock;
  private final Deadlines deadlines;
  private final Deadlines afterwards;
  private final RecordLooks looks;

  /**
   * @param path by which all looks go but the sweep's
   * @param second that of the sweep
   */
  RecordFlow(
      Caches caches,
      ClusterView cached,
      Supplier<Guard> guard,
      RecordPath path,
      RecordPath second,
      Locks locks,
      Retention retention,
      InstantSource clock) {
    this.caches = caches;
    this.path = path;
    this.second = second;
    this.locks = locks;
    this.clock = clock;
    Judge judge = new Judge(caches, cached, path, guard, retention, expiries);
    Stopping atOnce = new Stopping(judge, path, new Gate(CALLING), this::wake, clock);
    this.ahead = new Ahead(this::find, atOnce, this::underWay, locks, clock);
    this.deadlines = new Deadlines("endings", AT_ONCE, undecided, clock, this::advance);
    this.looks = looks(deadlines::set);
    this.word = new OwnWord(path.store(), clock);
    this.turns = turns(path, judge, word, this::stopped);
    this.afterwards = new Deadlines("swept", CALLING, clock, this::afterwards);
    this.swept = swept(new Judge(caches, cached, second, guard, retention, expiries));
  }

  private SweptLooks swept(Judge judge) {
    OwnWord own = new OwnWord(second.store(), clock);
    return new SweptLooks(
        looks(deadlines::unlessSet),
        turns(second, judge, own, this::stoppedApart),
        new Stopping(judge, second, new Gate(CALLING), afterwards::now, clock),
        this::underWay,
        locks);
  }

  /** Each path has its own idea of what is to be tried again later. */
  private RecordLooks looks(BiConsumer<String, Instant> alarm) {
    Retries retries = new Retries(holdoff);
    return new RecordLooks(caches, alarm, deadlines::clear, retries, this::forget, clock);
  }

  private RecordTurns turns(
      RecordPath by, Judge judge, OwnWord own, Consumer<AccessRecord> stopped) {
    Performing performing =
        new Performing(
            caches,
            by,
            new HandingOut(own, holdoff, ahead, deadlines),
            new EndingTurn(by.endings(), caches, judge, stopped),
            new Deleting(own, by.purging()));
    return new RecordTurns(judge, performing, by.store(), holdoff, new Gate(CALLING), clock);
  }

  private boolean underWay(String name) {
    return path.endings().isUnderWay(name) || second.endings().isUnderWay(name);
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
          .or(() -> path.store().liveRecord(name))
          .filter(record -> !OffboardingReader.is(record));
    } catch (Unavailable e) {
      LOG.debugf("record=%s reason=%s", name, e.reason().code());
      return Optional.empty();
    }
  }

  private void forget(String name) {
    looks.forget(name);
    swept.forget(name);
    holdoff.clear(name);
    expiries.forget(name);
    ahead.forget(name);
    path.endings().forget(name);
    second.endings().forget(name);
  }

  /** Looks at this record now; whatever fails is tried again. */
  void advance(AccessRecord record) {
    boolean fresh = looks.owesFresh(record) || swept.owesFresh(record);
    advance(record, fresh, () -> looks.take(record, fresh, turns));
  }

  /**
   * Begins with a record; what waits for another system holds up nobody who begins others. Who is
   * in the midst of a look comes to its end first: a look inside it would hold all that it holds.
   */
  void begin(AccessRecord record) {
    if (RemoteWatch.concerns(record) || looks.isWithin() || swept.isWithin()) {
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
   * A fresh look on the sweep's own thread, by its own path; false where somebody else works on it
   * for too long. Then access is stopped all the same if it is to end, and it is looked at
   * afterwards: what the sweep found by comparing it finds only once.
   */
  boolean sweep(AccessRecord record) {
    return swept.tried(record);
  }

  /** What no cache has is found by the next round. */
  private void afterwards(String name) {
    caches.record(name).ifPresent(record -> advance(record, true, () -> swept.take(record)));
  }

  /** A fresh look for the archive, which holds up nobody: at most one is under way. */
  void archived(String name) {
    find(name).ifPresent(this::advanceFresh);
  }

  /** The same, but asking the API server itself for everything, as the sweep does. */
  void advanceFresh(AccessRecord record) {
    advance(record, true, () -> looks.take(record, true, turns));
  }

  private void advance(AccessRecord record, boolean fresh, Runnable look) {
    locks.run(
        record.getSpec().request().uid(),
        () -> {
          makeWay();
          ahead.waits(record, fresh, swept.has(record));
        },
        look);
  }

  /** Whoever waits for somebody else keeps no place from others; no other thread has one. */
  void makeWay() {
    deadlines.makeWay();
    afterwards.makeWay();
  }

  void stop() {
    ahead.close();
    afterwards.close();
    deadlines.close();
  }

  /** Access was stopped; what could not be does not wait for what is asked elsewhere. */
  private void stoppedApart(AccessRecord record) {
    ahead.begins(record);
    undecided.stopped();
  }

  /** The same; the rest waits for all whose access is to be stopped too. */
  private void stopped(AccessRecord record) {
    stoppedApart(record);
    deadlines.makeWay();
    undecided.awaitNone();
  }
}
