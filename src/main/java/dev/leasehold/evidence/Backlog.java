package dev.leasehold.evidence;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Events that nobody waits for, in the order in which they happened, until they are written. */
final class Backlog {
  /** More are not kept; each has some hundred bytes. */
  static final int MOST = 32_768;

  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private final BlockingQueue<Boolean> bell = new ArrayBlockingQueue<>(1);
  private final CountDownLatch hurried = new CountDownLatch(1);

  /** An event, and whether it could not be written when it happened; compared by identity. */
  static final class Waiting {
    private final Event event;
    private boolean late;

    private Waiting(Event event, boolean late) {
      this.event = event;
      this.late = late;
    }
  }

  /**
   * Keeps it, unless too many wait.
   *
   * @param late whether the log cannot be written to just now
   * @return whether it is kept
   */
  synchronized boolean add(Event event, boolean late) {
    if (waiting.size() >= MOST) {
      return false;
    }
    waiting.add(new Waiting(event, late));
    boolean _ = bell.offer(true);
    return true;
  }

  /** The first of them; waits for some, but not longer than this. */
  List<Waiting> first(int most, Duration limit) throws InterruptedException {
    if (size() == 0) {
      Boolean _ = bell.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
    }
    return first(most);
  }

  private synchronized List<Waiting> first(int most) {
    return waiting.stream().limit(most).toList();
  }

  /** The event as it is to be written now. */
  synchronized Event event(Waiting waiting) {
    return waiting.late ? waiting.event.afterwards() : waiting.event;
  }

  /** These are written. */
  synchronized void done(Collection<Waiting> written) {
    waiting.removeAll(Set.copyOf(written));
  }

  /** What waits now could not be written when it happened. */
  synchronized void late() {
    waiting.forEach(each -> each.late = true);
  }

  /** Waits, though something may be there to be written. */
  void rest(Duration time) throws InterruptedException {
    boolean _ = hurried.await(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** From now on nobody waits for more. */
  void hurry() {
    hurried.countDown();
    boolean _ = bell.offer(true);
  }

  synchronized int size() {
    return waiting.size();
  }
}
