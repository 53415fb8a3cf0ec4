package dev.leasehold.sweep;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/**
 * Looks that the sweep has taken: a few at a time, the latest first, each by itself. Where other
 * systems take part, which may be slow, they are taken apart. One that does not come to its end
 * keeps its place and no other from being taken.
 */
final class Looks implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Looks.class);

  private static final int PLACES = 8;

  private final Duration patience;
  private final Predicate<String> look;
  private final Runnable progress;
  private final Set<String> begun = ConcurrentHashMap.newKeySet();

  /** Records that were to be looked at, and could not be; what for is not found once more. */
  private final Set<String> owed = ConcurrentHashMap.newKeySet();

  private final AtomicInteger busy = new AtomicInteger();
  private final ExecutorService here = places("sweep-look");
  private final ExecutorService elsewhere = places("sweep-look-remote");

  /**
   * @param patience how long a round waits for a look to end, if meanwhile none does
   * @param look takes the record of this name further; false where somebody else works on it
   * @param progress is told of each that has ended
   */
  Looks(Duration patience, Predicate<String> look, Runnable progress) {
    this.patience = patience;
    this.look = look;
    this.progress = progress;
  }

  private static ExecutorService places(String name) {
    return Executors.newFixedThreadPool(PLACES, Thread.ofVirtual().name(name, 0).factory());
  }

  /** A record, and since when there is something to do for it. */
  record Due(Open record, Instant since) {}

  /** Whether the record of this name was to be looked at in an earlier round and was not. */
  boolean owes(String name) {
    return owed.contains(name);
  }

  /** Owes nothing to any but these. */
  void retain(Set<String> names) {
    owed.retainAll(names);
  }

  /** Takes them; false where every place was taken by one that does not end. */
  boolean take(List<Due> due) {
    List<Due> inOrder = new ArrayList<>(due);
    inOrder.sort(Comparator.comparing(Due::since));
    Semaphore ended = new Semaphore(0);
    int asked = 0;
    for (Due one : inOrder) {
      if (begun.add(one.record().name())) {
        owed.remove(one.record().name());
        Future<?> _ =
            (one.record().remote() ? elsewhere : here).submit(() -> take(one.record(), ended));
        asked++;
      } else {
        owed.add(one.record().name());
        LOG.warnf("record=%s the last look at it has not ended yet", one.record().name());
      }
    }
    return await(ended, asked) || busy.get() < PLACES;
  }

  private boolean await(Semaphore ended, int asked) {
    try {
      for (int i = 0; i < asked; i++) {
        if (!ended.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
          return false;
        }
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private void take(Open record, Semaphore ended) {
    int one = record.remote() ? 0 : 1;
    busy.addAndGet(one);
    try {
      if (!look.test(record.name())) {
        owed.add(record.name());
        LOG.warnf("record=%s is being worked on just now; it is looked at again", record.name());
      }
    } catch (RuntimeException | StackOverflowError e) {
      owed.add(record.name());
      LOG.warnf(
          "record=%s reason=%s could not be looked at; the next round looks again",
          record.name(), e.getClass().getSimpleName());
    } finally {
      busy.addAndGet(-one);
      begun.remove(record.name());
      progress.run();
      ended.release();
    }
  }

  @Override
  public void close() {
    here.shutdownNow();
    elsewhere.shutdownNow();
  }
}
