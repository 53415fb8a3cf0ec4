package dev.leasehold.notice;

import java.time.Duration;
import java.util.Optional;

/**
 * How a sink is tried.
 *
 * @param first pause after an attempt that came to nothing; doubled after each further one
 * @param most such a pause lasts
 * @param askedFor the longest pause that a sink gets if it asks for it
 * @param refusals of a notice, one after the other, after which it is given up
 * @param save at most so often it is written down how far a sink is
 */
public record Pace(Duration first, Duration most, Duration askedFor, int refusals, Duration save) {
  private static final int DOUBLINGS = 16;

  public static final Pace USUAL =
      new Pace(
          Duration.ofSeconds(1),
          Duration.ofSeconds(30),
          Duration.ofMinutes(5),
          6,
          Duration.ofSeconds(10));

  /** The pause after so many failed attempts. */
  Duration after(int attempts, Optional<Duration> asked) {
    Duration doubled = first.multipliedBy(1L << Math.min(attempts - 1, DOUBLINGS));
    Duration own = doubled.compareTo(most) > 0 ? most : doubled;
    Duration wanted = asked.filter(it -> it.compareTo(own) > 0).orElse(own);
    return wanted.compareTo(askedFor) > 0 ? askedFor : wanted;
  }
}
