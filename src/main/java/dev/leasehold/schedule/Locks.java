package dev.leasehold.schedule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Lets only one thread at a time work on what belongs to one request, whichever of the event path,
 * the deadlines and the sweep it comes from. Each key has a lock of its own, for as long as
 * somebody has it or waits for it: a key that takes long holds up no other.
 */
public final class Locks {
  private final Map<String, Shared> locks = new HashMap<>();

  private static final class Shared {
    private final ReentrantLock lock = new ReentrantLock();
    private int users;
  }

  public void run(String key, Runnable work) {
    call(
        key,
        () -> {
          work.run();
          return true;
        });
  }

  public <T> T call(String key, Supplier<T> work) {
    return call(Set.of(key), work);
  }

  /**
   * The same.
   *
   * @param blocked is told before the caller begins to wait
   */
  public <T> T call(String key, Runnable blocked, Supplier<T> work) {
    ReentrantLock lock = wanted(key);
    try {
      if (!lock.tryLock()) {
        blocked.run();
        lock.lock();
      }
      try {
        return work.get();
      } finally {
        lock.unlock();
      }
    } finally {
      left(key);
    }
  }

  /**
   * The same for work without a result.
   *
   * @param blocked is run first where somebody else has the lock
   */
  public void run(String key, Runnable blocked, Runnable work) {
    boolean _ =
        call(
            key,
            blocked,
            () -> {
              work.run();
              return true;
            });
  }

  /** The same, unless somebody else keeps the key for longer than this; then nothing is done. */
  public boolean tried(String key, Duration limit, Runnable work) {
    ReentrantLock lock = wanted(key);
    try {
      if (!lock.tryLock(limit.toNanos(), TimeUnit.NANOSECONDS)) {
        return false;
      }
      try {
        work.run();
        return true;
      } finally {
        lock.unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      left(key);
    }
  }

  /** The same for several; locked in one order, so that none waits for another in a circle. */
  public <T> T call(Set<String> keys, Supplier<T> work) {
    List<String> inOrder = List.copyOf(new TreeSet<>(keys));
    List<ReentrantLock> all = new ArrayList<>();
    inOrder.forEach(key -> all.add(wanted(key)));
    try {
      all.forEach(ReentrantLock::lock);
      try {
        return work.get();
      } finally {
        all.reversed().forEach(ReentrantLock::unlock);
      }
    } finally {
      inOrder.forEach(this::left);
    }
  }

  private ReentrantLock wanted(String key) {
    synchronized (locks) {
      Shared shared = locks.computeIfAbsent(key, same -> new Shared());
      shared.users++;
      return shared.lock;
    }
  }

  private void left(String key) {
    synchronized (locks) {
      Shared shared = locks.get(key);
      if (shared != null) {
        shared.users--;
        if (shared.users == 0) {
          locks.remove(key);
        }
      }
    }
  }

  /** Whether somebody works on this key just now. */
  public boolean isTaken(String key) {
    synchronized (locks) {
      Shared shared = locks.get(key);
      return shared != null && shared.lock.isLocked();
    }
  }

  /** How many keys somebody has or waits for. */
  public int size() {
    synchronized (locks) {
      return locks.size();
    }
  }
}
