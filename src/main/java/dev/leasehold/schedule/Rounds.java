package dev.leasehold.schedule;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Periodic work that goes on, whatever it throws: a timer forgets for good, and without a word,
 * what has thrown once, be it only an error that passes.
 */
public final class Rounds {
  private static final Logger LOG = Logger.getLogger(Rounds.class);

  private Rounds() {}

  /** Does it after {@code first}, and then each time so long after it has ended. */
  public static Future<?> begin(
      ScheduledExecutorService timer, Duration first, Duration every, Runnable round) {
    return timer.scheduleWithFixedDelay(
        () -> whole(round), first.toNanos(), every.toNanos(), TimeUnit.NANOSECONDS);
  }

  private static void whole(Runnable round) {
    try {
      round.run();
    } catch (Throwable e) {
      LOG.errorf(
          e, "thread=%s a round failed; the next one comes", Thread.currentThread().getName());
    }
  }
}
