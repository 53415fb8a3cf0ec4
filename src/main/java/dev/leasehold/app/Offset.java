package dev.leasehold.app;

import java.time.Duration;

/** Between which bounds the API server's clock is ahead of this process's own. */
record Offset(Duration atLeast, Duration atMost) {
  /**
   * Two that are further apart contradict each other. With what is between its bounds, which is up
   * to a second, the clock moves by two seconds at most for one reply.
   */
  private static final Duration NEAR = Duration.ofSeconds(1);

  /** Whether both may be of one clock that is set right, or drifts, a little. */
  boolean isNear(Offset other) {
    return atLeast.compareTo(other.atMost.plus(NEAR)) <= 0
        && other.atLeast.compareTo(atMost.plus(NEAR)) <= 0;
  }

  /** What both say; where that is nothing, the later one is right. */
  Offset with(Offset later) {
    if (atLeast.compareTo(later.atMost) > 0 || later.atLeast.compareTo(atMost) > 0) {
      return later;
    }
    return new Offset(
        atLeast.compareTo(later.atLeast) > 0 ? atLeast : later.atLeast,
        atMost.compareTo(later.atMost) < 0 ? atMost : later.atMost);
  }
}
