package dev.leasehold.controller;

import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Lets only one thread at a time work on what belongs to one request, whichever of the event path,
 * the deadlines and the sweep it comes from.
 */
final class Locks {
  private static final int STRIPES = 8192;

  private final ReentrantLock[] stripes = new ReentrantLock[STRIPES];

  Locks() {
    for (int i = 0; i < STRIPES; i++) {
      stripes[i] = new ReentrantLock();
    }
  }

  void run(String key, Runnable work) {
    call(
        key,
        () -> {
          work.run();
          return true;
        });
  }

  <T> T call(String key, Supplier<T> work) {
    return call(Set.of(key), work);
  }

  /** The same for several; locked in one order, so that none waits for another in a circle. */
  <T> T call(Set<String> keys, Supplier<T> work) {
    List<ReentrantLock> locks =
        keys.stream()
            .map(key -> Math.floorMod(key.hashCode(), STRIPES))
            .distinct()
            .sorted()
            .map(stripe -> stripes[stripe])
            .toList();
    locks.forEach(ReentrantLock::lock);
    try {
      return work.get();
    } finally {
      locks.reversed().forEach(ReentrantLock::unlock);
    }
  }
}
