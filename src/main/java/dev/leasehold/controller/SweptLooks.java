package dev.leasehold.controller;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.schedule.Locks;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Looks by the sweep's path. They are known by name while they last, since who waits for one of
 * them does not depend on that path.
 */
final class SweptLooks {
  /** No longer is waited for who works on a record just now: there are others to see to. */
  private static final Duration TRIED = Duration.ofMillis(50);

  private final RecordLooks looks;
  private final RecordTurns turns;
  private final Stopping stopping;
  private final Predicate<String> ending;
  private final Locks locks;
  private final Set<String> underWay = ConcurrentHashMap.newKeySet();

  /**
   * @param looks those of this path alone: what ails it puts off nothing that others are to do
   * @param ending whether access was stopped and the rest is being taken back just now
   */
  SweptLooks(
      RecordLooks looks,
      RecordTurns turns,
      Stopping stopping,
      Predicate<String> ending,
      Locks locks) {
    this.looks = looks;
    this.turns = turns;
    this.stopping = stopping;
    this.ending = ending;
    this.locks = locks;
  }

  /**
   * Takes a look; false where somebody else works on the record. Then access is stopped all the
   * same if it is to end, and the record is looked at afterwards.
   */
  boolean tried(AccessRecord record) {
    boolean tried = locks.tried(record.getSpec().request().uid(), TRIED, () -> take(record));
    if (!tried) {
      String name = record.getMetadata().getName();
      stopping.afterwards().accept(name);
      if (!ending.test(name)) {
        boolean _ = stopping.of(record, true);
      }
    }
    return tried;
  }

  /** A fresh look; never throws. Whoever calls has the record's lock. */
  void take(AccessRecord record) {
    String name = record.getMetadata().getName();
    underWay.add(name);
    try {
      looks.take(record, true, turns);
    } finally {
      underWay.remove(name);
    }
  }

  /** Whether a look at this record is under way. */
  boolean has(AccessRecord record) {
    return underWay.contains(record.getMetadata().getName());
  }

  /** Whether the calling thread is in the midst of one. */
  boolean isWithin() {
    return looks.isWithin();
  }

  /** Whether the next look by anybody has to be a fresh one; asked once. */
  boolean owesFresh(AccessRecord record) {
    return looks.owesFresh(record);
  }

  void forget(String name) {
    looks.forget(name);
  }
}
