package dev.leasehold.controller;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Wakes records at their instants, on threads that arrivals never occupy: the framework's pool
 * serves events and timers first come, first served, and an ending must not queue behind a flood.
 */
final class Deadlines implements AutoCloseable {
  /** Endings in flight at once; each is a handful of API calls. */
  private static final int AT_ONCE = 32;

  private final InstantSource clock;
  private final Consumer<String> wake;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("deadlines").factory());
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore places = new Semaphore(AT_ONCE, true);
  private final Map<String, Alarm> alarms = new ConcurrentHashMap<>();

  /** Calls {@code wake} with a record's name when its instant has come. */
  Deadlines(InstantSource clock, Consumer<String> wake) {
    this.clock = clock;
    this.wake = wake;
  }

  /** Wakes the record at {@code at}, instead of whenever it was to be woken before. */
  void set(String name, Instant at) {
    alarms.compute(
        name,
        (key, before) -> {
          if (before != null) {
            if (before.at().equals(at) && !before.timer().isDone()) {
              return before;
            }
            before.timer().cancel(false);
          }
          long nanos = Math.max(0, Duration.between(clock.instant(), at).toNanos());
          return new Alarm(at, timer.schedule(() -> now(name), nanos, TimeUnit.NANOSECONDS));
        });
  }

  /** Wakes the record at once. */
  void now(String name) {
    Future<?> _ =
        workers.submit(
            () -> {
              places.acquireUninterruptibly();
              try {
                wake.accept(name);
              } finally {
                places.release();
              }
            });
  }

  /** Forgets the record. */
  void clear(String name) {
    Alarm alarm = alarms.remove(name);
    if (alarm != null) {
      alarm.timer().cancel(false);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
    workers.shutdownNow();
  }

  private record Alarm(Instant at, Future<?> timer) {}
}
