package dev.leasehold.controller;

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
    ReentrantLock lock = stripes[Math.floorMod(key.hashCode(), STRIPES)];
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }
}
