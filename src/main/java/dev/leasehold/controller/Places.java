package dev.leasehold.controller;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Lets so many in at once. Of those who wait the groups come in turn, and in a group who came
 * first, so that nobody waits behind all that another group has waiting. Who waits takes no thread.
 */
final class Places {
  private final LinkedHashMap<String, Deque<Runnable>> waiting = new LinkedHashMap<>();
  private int free;

  Places(int atOnce) {
    this.free = atOnce;
  }

  /**
   * Has the work begun once there is a place for it, on the thread of whoever leaves one.
   *
   * @param begin returns at once; the place is its own until {@link #leave}
   */
  void enter(String group, Runnable begin) {
    synchronized (this) {
      if (free == 0) {
        waiting.computeIfAbsent(group, g -> new ArrayDeque<>()).add(begin);
        return;
      }
      free--;
    }
    begin.run();
  }

  /** Hands a place to the next in line. */
  void leave() {
    next().run();
  }

  private synchronized Runnable next() {
    Map.Entry<String, Deque<Runnable>> group = waiting.pollFirstEntry();
    if (group == null) {
      free++;
      return () -> {};
    }
    Deque<Runnable> line = group.getValue();
    Runnable next = line.remove();
    if (!line.isEmpty()) {
      waiting.putLast(group.getKey(), line);
    }
    return next;
  }

  /** How many could enter at once. */
  synchronized int free() {
    return free;
  }

  /** How many wait. */
  synchronized int waiting() {
    return waiting.values().stream().mapToInt(Deque::size).sum();
  }
}
