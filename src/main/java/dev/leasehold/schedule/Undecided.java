package dev.leasehold.schedule;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Counts the looks that may still have to stop access. What follows a stop, which is status writes
 * and removals, begins when no such look is left, so that of all that is due together everything is
 * stopped first. It does not wait for looks that make no headway.
 */
public final class Undecided {
  /** For how long no access has to have been stopped for the rest to begin nevertheless. */
  private static final Duration STALLED = Duration.ofMillis(500);

  /** However many are stopped meanwhile: a record must not stay silent for long about an end. */
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final Duration longest;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition none = lock.newCondition();
  private int looks;
  private long stops;

  public Undecided() {
    this(LONGEST);
  }

  /**
   * The same.
   *
   * @param longest how long is waited at most
   */
  public Undecided(Duration longest) {
    this.longest = longest;
  }

  /** A look is to be taken. */
  void comes() {
    lock.lock();
    try {
      looks++;
    } finally {
      lock.unlock();
    }
  }

  /** It was taken, and access was stopped where it had to be. */
  void goes() {
    lock.lock();
    try {
      looks--;
      if (looks == 0) {
        none.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Access was stopped somewhere. */
  public void stopped() {
    lock.lock();
    try {
      stops++;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until no look is left, or none has led to a stop for a while, or it took long enough. */
  public void awaitNone() {
    lock.lock();
    try {
      long before = stops;
      long atMost = longest.toNanos();
      long left = Math.min(STALLED.toNanos(), atMost);
      while (looks > 0 && left > 0) {
        long after = none.awaitNanos(left);
        atMost -= left - after;
        left = after;
        if (stops != before) {
          before = stops;
          left = Math.min(STALLED.toNanos(), atMost);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }
}
