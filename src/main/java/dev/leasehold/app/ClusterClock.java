package dev.leasehold.app;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * The API server's time, carried forward by this machine's monotonic clock, so that neither a wrong
 * nor a stepping wall clock moves a deadline. Each reply's {@code Date} header, which is cut to the
 * second, bounds the offset from below; the highest bound is kept, which is never ahead of the
 * server and within a network round trip of it after a few dozen replies. A time that contradicts
 * it by much is believed only when several replies say so ({@link Rival}, decision 0112).
 */
public final class ClusterClock implements InstantSource {
  private static final Logger LOG = Logger.getLogger(ClusterClock.class);
  private static final Duration DATE_RESOLUTION = Duration.ofSeconds(1);

  private final LongSupplier nanoTime;
  private final Instant epoch;
  private Optional<Offset> offset = Optional.empty();
  private final Rival rival = new Rival();

  /**
   * @param nanoTime a monotonic clock, in nanoseconds
   * @param guess the wall clock's time, used until the first reply
   */
  public ClusterClock(LongSupplier nanoTime, Instant guess) {
    this.nanoTime = nanoTime;
    this.epoch = guess.minusNanos(nanoTime.getAsLong());
  }

  /** Takes in that a reply dated {@code date} was received between the two monotonic readings. */
  public synchronized void observe(long sentNanos, long receivedNanos, Instant date) {
    Offset reply =
        new Offset(
            Duration.between(epoch.plusNanos(receivedNanos), date),
            Duration.between(epoch.plusNanos(sentNanos), date.plus(DATE_RESOLUTION)));
    Offset before = offset.orElse(reply);
    if (before.isNear(reply)) {
      offset = Optional.of(before.with(reply));
      rival.contradictedBy(reply, receivedNanos);
      return;
    }
    Optional<Offset> now = rival.supportedBy(reply, receivedNanos);
    if (now.isPresent()) {
      LOG.warnf(
          "the API server's clock was set by about %d s",
          now.get().atLeast().minus(before.atLeast()).toSeconds());
      offset = now;
    }
  }

  /** Whether any reply has been seen; before that the time is a guess. */
  public synchronized boolean known() {
    return offset.isPresent();
  }

  @Override
  public synchronized Instant instant() {
    return epoch
        .plusNanos(nanoTime.getAsLong())
        .plus(offset.map(Offset::atLeast).orElse(Duration.ZERO));
  }
}
