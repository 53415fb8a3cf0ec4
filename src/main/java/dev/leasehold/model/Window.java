package dev.leasehold.model;

import java.time.Duration;
import java.time.Instant;

/** How long access exists: from start until, and not including, end. */
public record Window(Instant start, Instant end) {
  public Window {
    if (!start.isBefore(end)) {
      throw new IllegalArgumentException("a window ends after it starts");
    }
  }

  /** True from the very instant of {@code end} on. */
  public boolean expiredAt(Instant now) {
    return !now.isBefore(end);
  }

  /** What is left at {@code now}; negative once over. */
  public Duration left(Instant now) {
    return Duration.between(now, end);
  }
}
