package dev.leasehold.schedule;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** Lets only so many pass at once, in the order in which they came. */
public final class Gate {
  private final Semaphore places;

  public Gate(int atOnce) {
    this.places = new Semaphore(atOnce, true);
  }

  public void run(Runnable work) {
    places.acquireUninterruptibly();
    try {
      work.run();
    } finally {
      places.release();
    }
  }

  public <T> T pass(Supplier<T> work) {
    places.acquireUninterruptibly();
    try {
      return work.get();
    } finally {
      places.release();
    }
  }
}
