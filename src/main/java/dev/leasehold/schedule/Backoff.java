package dev.leasehold.schedule;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** How long to wait before trying again: twice as long each time, with jitter, up to a cap. */
public final class Backoff {
  /**
   * To 16 s, with the most jitter 24 s: however long a fault has lasted, half a minute after its
   * end all is right (G10). What fails as before writes nothing, so that costs little.
   */
  private static final int DOUBLINGS = 6;

  private static final Duration FIRST = Duration.ofMillis(250);

  private final Map<String, Integer> failures = new ConcurrentHashMap<>();

  /** Counts a failure and says when to try again; one to one and a half times the step. */
  public Duration failed(String name) {
    int count = failures.merge(name, 1, Integer::sum);
    Duration step = FIRST.multipliedBy(1L << Math.min(count - 1, DOUBLINGS));
    return step.plusMillis(ThreadLocalRandom.current().nextLong(step.toMillis() / 2 + 1));
  }

  /** How often it has failed in a row. */
  public int count(String name) {
    return failures.getOrDefault(name, 0);
  }

  public void succeeded(String name) {
    failures.remove(name);
  }
}
