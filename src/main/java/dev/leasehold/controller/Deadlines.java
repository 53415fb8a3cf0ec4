package dev.leasehold.controller;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Has keys looked at, at once or at their instants, on threads of its own. There is one for endings
 * and one for arrivals: the framework's pool serves events and timers first come, first served, and
 * an ending must not queue behind a flood.
 */
final class Deadlines implements AutoCloseable {
  /** How long before its instant an alarm is set anew; no clock is learnt worse than this. */
  private static final Duration NEAR = Duration.ofSeconds(1);

  /** What an act to a healthy API server takes at most; a standby waits for it. */
  private static final Duration GRACE = Duration.ofMillis(500);

  private final InstantSource clock;
  private final Consumer<String> look;
  private final Semaphore places;
  private final ScheduledThreadPoolExecutor timer;
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Alarm> alarms = new ConcurrentHashMap<>();
  private final Set<String> waiting = ConcurrentHashMap.newKeySet();

  /**
   * @param atOnce how many keys are looked at side by side
   * @param look what to do with a key; never throws
   */
  Deadlines(String name, int atOnce, InstantSource clock, Consumer<String> look) {
    this.clock = clock;
    this.look = look;
    this.places = new Semaphore(atOnce, true);
    this.timer =
        new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name(name).factory());
    // Else what is cancelled stays until its time, which may be 90 days away.
    this.timer.setRemoveOnCancelPolicy(true);
  }

  /** Has the key looked at at {@code at}, instead of whenever it was to be before. */
  void set(String key, Instant at) {
    if (closing()) {
      return;
    }
    alarms.compute(
        key,
        (same, before) -> {
          if (before != null) {
            if (before.at().equals(at) && !before.timer().isDone()) {
              return before;
            }
            before.timer().cancel(false);
          }
          return new Alarm(at, timer(key, at));
        });
  }

  /** The clock is still being learnt when alarms are set early; so each is set anew when near. */
  private Future<?> timer(String key, Instant at) {
    Duration left = Duration.between(clock.instant(), at);
    return left.compareTo(NEAR) > 0
        ? timer.schedule(() -> near(key, at), left.minus(NEAR).toNanos(), TimeUnit.NANOSECONDS)
        : timer.schedule(() -> now(key), Math.max(0, left.toNanos()), TimeUnit.NANOSECONDS);
  }

  private void near(String key, Instant at) {
    alarms.computeIfPresent(
        key, (same, alarm) -> alarm.at().equals(at) ? new Alarm(at, timer(key, at)) : alarm);
  }

  /** Has the key looked at at {@code at}, unless it is going to be already. */
  void unlessSet(String key, Instant at) {
    Alarm alarm = alarms.get(key);
    if (alarm == null || alarm.timer().isDone()) {
      set(key, at);
    }
  }

  /** Has the key looked at as soon as there is a place; asking again meanwhile changes nothing. */
  void now(String key) {
    run(key, () -> look.accept(key));
  }

  /** Does something else under the key, on these threads. */
  void run(String key, Runnable work) {
    if (closing() || !waiting.add(key)) {
      return;
    }
    Future<?> _ =
        workers.submit(
            () -> {
              places.acquireUninterruptibly();
              try {
                waiting.remove(key);
                if (!closing()) {
                  work.run();
                }
              } finally {
                places.release();
              }
            });
  }

  /** How many timers are there, those of cancelled alarms included. */
  int timers() {
    return timer.getQueue().size();
  }

  /** Whether nothing more is begun. */
  boolean closing() {
    return timer.isShutdown();
  }

  /** Forgets when the key was to be looked at. */
  void clear(String key) {
    Alarm alarm = alarms.remove(key);
    if (alarm != null) {
      alarm.timer().cancel(false);
    }
  }

  /** What is under way is let come to its end, for a moment; nothing more is begun. */
  @Override
  public void close() {
    timer.shutdownNow();
    workers.shutdown();
    try {
      boolean _ = workers.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    workers.shutdownNow();
  }

  private record Alarm(Instant at, Future<?> timer) {}
}
