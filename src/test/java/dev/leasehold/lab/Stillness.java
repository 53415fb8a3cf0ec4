package dev.leasehold.lab;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** That nothing more is written, as G10 promises it half a minute after everything has happened. */
public final class Stillness {
  private static final Duration SETTLES = Duration.ofSeconds(30);
  private static final Duration EVERY = Duration.ofMillis(200);

  private Stillness() {}

  /**
   * Waits until this has said the same for so long, and returns that. What it said when it was
   * asked first may still have been on its way.
   */
  public static <T> T of(Supplier<T> what, Duration span) {
    AtomicReference<Optional<T>> before = new AtomicReference<>(Optional.empty());
    AtomicLong since = new AtomicLong();
    Lab.await()
        .atMost(span.plus(SETTLES))
        .pollInterval(EVERY)
        .until(
            () -> {
              Optional<T> now = Optional.of(what.get());
              if (!now.equals(before.getAndSet(now))) {
                since.set(System.nanoTime());
              }
              return System.nanoTime() - since.get() >= span.toNanos();
            });
    return before.get().orElseThrow();
  }
}
