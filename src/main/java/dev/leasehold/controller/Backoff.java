package dev.leasehold.controller;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** How long to wait before trying again: twice as long each time, with jitter, up to a cap. */
final class Backoff {
  /** guarantees.md: ending is retried for ever, at least every five minutes. */
  private static final Duration CAP = Duration.ofMinutes(5);

  /** With the most jitter this is the cap. */
  private static final Duration LONGEST_STEP = CAP.multipliedBy(2).dividedBy(3);

  private static final Duration FIRST = Duration.ofMillis(250);
  private static final int DOUBLINGS = 11;

  private final Map<String, Integer> failures = new ConcurrentHashMap<>();

  /** Counts a failure and says when to try again; one to one and a half times the step. */
  Duration failed(String name) {
    int count = failures.merge(name, 1, Integer::sum);
    Duration step = FIRST.multipliedBy(1L << Math.min(count - 1, DOUBLINGS));
    Duration capped = step.compareTo(LONGEST_STEP) < 0 ? step : LONGEST_STEP;
    return capped.plusMillis(ThreadLocalRandom.current().nextLong(capped.toMillis() / 2 + 1));
  }

  /** How often it has failed in a row. */
  int count(String name) {
    return failures.getOrDefault(name, 0);
  }

  void succeeded(String name) {
    failures.remove(name);
  }
}
