package dev.leasehold.controller;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;

/**
 * Lets so many in at once. Of those who wait the groups come in turn, and in a group who came
 * first, so that nobody waits behind all that another group has waiting.
 */
final class Places {
  private final LinkedHashMap<String, Deque<Semaphore>> waiting = new LinkedHashMap<>();
  private int free;

  Places(int atOnce) {
    this.free = atOnce;
  }

  /** Waits for a place. */
  void enter(String group) {
    Semaphore turn = new Semaphore(0);
    synchronized (this) {
      if (free > 0) {
        free--;
        return;
      }
      waiting.computeIfAbsent(group, g -> new ArrayDeque<>()).add(turn);
    }
    turn.acquireUninterruptibly();
  }

  /** Hands the place to the next in line. */
  synchronized void leave() {
    Map.Entry<String, Deque<Semaphore>> group = waiting.pollFirstEntry();
    if (group == null) {
      free++;
      return;
    }
    Deque<Semaphore> line = group.getValue();
    line.remove().release();
    if (!line.isEmpty()) {
      waiting.putLast(group.getKey(), line);
    }
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
