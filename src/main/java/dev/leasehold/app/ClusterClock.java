package dev.leasehold.app;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The API server's time, carried forward by this machine's monotonic clock, so that neither a wrong
 * nor a stepping wall clock moves a deadline. Each reply's {@code Date} header, which is cut to the
 * second, bounds the offset from below; the highest bound is kept, which is never ahead of the
 * server and within a network round trip of it after a few dozen replies.
 */
public final class ClusterClock implements InstantSource {
  private static final Duration DATE_RESOLUTION = Duration.ofSeconds(1);

  private final LongSupplier nanoTime;
  private final Instant epoch;
  private Duration lower;
  private boolean known;

  /**
   * @param nanoTime a monotonic clock, in nanoseconds
   * @param guess the wall clock's time, used until the first reply
   */
  public ClusterClock(LongSupplier nanoTime, Instant guess) {
    this.nanoTime = nanoTime;
    this.epoch = guess.minusNanos(nanoTime.getAsLong());
    this.lower = Duration.ZERO;
  }

  /** Takes in that a reply dated {@code date} was received between the two monotonic readings. */
  public synchronized void observe(long sentNanos, long receivedNanos, Instant date) {
    Duration atLeast = Duration.between(epoch.plusNanos(receivedNanos), date);
    Duration atMost = Duration.between(epoch.plusNanos(sentNanos), date.plus(DATE_RESOLUTION));
    if (!known || lower.compareTo(atMost) > 0) {
      // Either the first reply, or the server's clock was set back: begin anew from this one.
      lower = atLeast;
      known = true;
    } else if (atLeast.compareTo(lower) > 0) {
      lower = atLeast;
    }
  }

  /** Whether any reply has been seen; before that the time is a guess. */
  public synchronized boolean known() {
    return known;
  }

  @Override
  public synchronized Instant instant() {
    return epoch.plusNanos(nanoTime.getAsLong()).plus(lower);
  }
}
