package dev.leasehold.notice;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a sink is told.
 *
 * @param digest at most so often, what came meanwhile in one message; zero: each notice at once
 */
public record Rhythm(Duration digest, Optional<QuietHours> quiet) {
  public static final Rhythm AT_ONCE = new Rhythm(Duration.ZERO, Optional.empty());

  /** What is told to people who set nothing: one message a minute disturbs, hundreds are noise. */
  private static final Duration DIGEST = Duration.ofMinutes(1);

  /** What a sink of this format has where nothing is configured. */
  public static Rhythm of(Format format) {
    return format.isForPeople() ? new Rhythm(DIGEST, Optional.empty()) : AT_ONCE;
  }

  /** Whether only what is urgent may be told now. */
  boolean holdsBack(Instant last, Instant now) {
    return isQuiet(now) || now.isBefore(last.plus(digest));
  }

  boolean isQuiet(Instant now) {
    return quiet.filter(hours -> hours.has(now)).isPresent();
  }
}
