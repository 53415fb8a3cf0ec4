package dev.leasehold.notice;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * What waits to be told to one sink, in the order in which it came. It is bounded: what is too much
 * is derived again later, from what stands in the cluster.
 */
final class Backlog {
  /** Notices that wait; each takes some kB, which all sinks share. */
  static final int BOUND = 256;

  private final ArrayDeque<Notice> waiting = new ArrayDeque<>();
  private final Set<String> ids = new HashSet<>();
  private final Semaphore came = new Semaphore(0);
  private boolean missed = true;

  /** Takes it, or remembers that something was missed; never waits. */
  synchronized void add(Notice notice) {
    if (ids.contains(notice.id())) {
      return;
    }
    if (waiting.size() == BOUND) {
      missed = true;
      if (notice.kind().isDerived() && !notice.kind().isUrgent()) {
        return;
      }
      // What is urgent waits for nothing, and of what is not derived nothing would tell again.
      leave();
    }
    waiting.add(notice);
    ids.add(notice.id());
    if (came.availablePermits() == 0) {
      came.release();
    }
  }

  /** The latest of those that are derived again is. */
  private void leave() {
    Iterator<Notice> latest = waiting.descendingIterator();
    while (latest.hasNext()) {
      Notice one = latest.next();
      if (one.kind().isDerived() && !one.kind().isUrgent()) {
        latest.remove();
        ids.remove(one.id());
        return;
      }
    }
    ids.remove(waiting.removeLast().id());
  }

  /** Something is to be derived again. */
  synchronized void miss() {
    missed = true;
  }

  /** Whether something may have been missed since this was last asked, or ever. */
  synchronized boolean missed() {
    boolean was = missed;
    missed = false;
    return was;
  }

  /** The first ones, which go on waiting until they are {@link #done}. */
  synchronized List<Notice> first(int most) {
    return waiting.stream().limit(most).toList();
  }

  /** The first that is urgent, after what there is of the same object before it. */
  synchronized List<Notice> urgent(int most) {
    Optional<Notice> urgent = waiting.stream().filter(n -> n.kind().isUrgent()).findFirst();
    if (urgent.isEmpty()) {
      return List.of();
    }
    String uid = urgent.get().about().uid();
    List<Notice> all =
        new ArrayList<>(
            waiting.stream()
                .takeWhile(n -> !n.id().equals(urgent.get().id()))
                .filter(n -> n.about().uid().equals(uid))
                .toList());
    all.add(urgent.get());
    return all.stream().limit(most).toList();
  }

  /** Waits for one that was not there when this was last asked, so long at most. */
  void awaitNext(long millis) throws InterruptedException {
    boolean _ = came.tryAcquire(millis, TimeUnit.MILLISECONDS);
  }

  /** It need not wait any more. */
  synchronized void done(Notice notice) {
    if (ids.remove(notice.id())) {
      waiting.removeIf(n -> n.id().equals(notice.id()));
    }
  }

  synchronized int size() {
    return waiting.size();
  }

  /** When the earliest of those happened that wait. */
  synchronized Optional<Instant> earliest() {
    return waiting.stream().map(Notice::at).min(Comparator.naturalOrder());
  }

  synchronized boolean isMissing() {
    return missed;
  }
}
