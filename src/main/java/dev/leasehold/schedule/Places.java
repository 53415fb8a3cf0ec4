package dev.leasehold.schedule;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Lets so many in at once. Of those who wait the groups come in turn, and in a group who came
 * first, so that nobody waits behind all that another group has waiting. Who waits takes no thread.
 */
final class Places {
  private final LinkedHashMap<String, Deque<Runnable>> waiting = new LinkedHashMap<>();
  private final Map<String, Integer> taken = new HashMap<>();
  private final int most;
  private int free;

  /**
   * @param most of one group: with fewer than there are places nobody else waits for one of its
   *     works to end
   */
  Places(int atOnce, int most) {
    this.free = atOnce;
    this.most = most;
  }

  /**
   * Has the work begun once there is a place for it, on the thread of whoever leaves one.
   *
   * @param begin returns at once; the place is its own until {@link #leave}
   */
  void enter(String group, Runnable begin) {
    synchronized (this) {
      if (free == 0 || isFull(group)) {
        waiting.computeIfAbsent(group, g -> new ArrayDeque<>()).add(begin);
        return;
      }
      take(group);
    }
    begin.run();
  }

  /** Hands a place that one of the group had to the next in line. */
  void leave(String group) {
    next(group).run();
  }

  private synchronized Runnable next(String left) {
    taken.computeIfPresent(left, (same, n) -> n == 1 ? null : n - 1);
    free++;
    Optional<String> turn = waiting.keySet().stream().filter(group -> !isFull(group)).findFirst();
    if (turn.isEmpty()) {
      return () -> {};
    }
    String group = turn.get();
    Deque<Runnable> line = Objects.requireNonNull(waiting.remove(group));
    Runnable next = line.remove();
    if (!line.isEmpty()) {
      waiting.put(group, line);
    }
    take(group);
    return next;
  }

  private void take(String group) {
    free--;
    taken.merge(group, 1, Integer::sum);
  }

  private boolean isFull(String group) {
    return taken.getOrDefault(group, 0) >= most;
  }

  /** How many could enter at once, if they were of several groups. */
  synchronized int free() {
    return free;
  }

  /** How many wait. */
  synchronized int waiting() {
    return waiting.values().stream().mapToInt(Deque::size).sum();
  }
}
