package dev.leasehold.lifecycle;

import java.time.Duration;
import java.time.Instant;

/**
 * A token bucket: so many at once, and so many a minute in the long run. All there is to remember
 * is one instant, when the bucket will be full again; an instant that has passed says what none
 * says. A token that is not there yet can be reserved, so that whoever waits comes once, in turn.
 *
 * @param perMinute how many in the long run
 * @param burst how many at once, after nothing for a while
 */
public record Rate(int perMinute, int burst) {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  public Rate {
    if (perMinute < 1 || burst < 1) {
      throw new IllegalArgumentException(
          "rateLimits: perMinute and burst must be at least 1, found " + perMinute + ", " + burst);
    }
  }

  /**
   * One token taken, or reserved.
   *
   * @param at from when it may be used
   * @param full when the bucket will be full again, after this
   */
  public record Token(Instant at, Instant full) {}

  /** The next token of a bucket that is full again at {@code full}. */
  public Token next(Instant full, Instant now) {
    Instant since = full.isBefore(now) ? now : full;
    Duration each = MINUTE.dividedBy(perMinute);
    Instant at = since.minus(each.multipliedBy(burst - 1L));
    return new Token(at.isBefore(now) ? now : at, since.plus(each));
  }
}
