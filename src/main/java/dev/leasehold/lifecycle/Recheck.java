package dev.leasehold.lifecycle;

import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * When to look again at what waits for something that no event need tell of: in twice the time that
 * it has been there, so that thousands who wait long are not looked at all the time.
 */
final class Recheck {
  static final Duration FIRST = Duration.ofSeconds(5);

  /**
   * At most so long. Nobody tells when the API server can be asked for a Secret again, and half a
   * minute after an outage all has to be right (G10). What becomes of an earlier request is told,
   * unless that was lost.
   */
  private static final Map<ReasonCode, Duration> LONGEST =
      Map.of(
          ReasonCode.SECRET_UNKNOWN, Duration.ofSeconds(20),
          ReasonCode.EARLIER_REQUEST_UNDECIDED, Duration.ofMinutes(1));

  private Recheck() {}

  /** Empty where an event tells. */
  static Optional<Instant> next(Reason waitsFor, Instant since, Instant now) {
    Duration age = Duration.between(since, now);
    Duration atLeast = age.compareTo(FIRST) > 0 ? age : FIRST;
    return Optional.ofNullable(LONGEST.get(waitsFor.code()))
        .map(longest -> now.plus(atLeast.compareTo(longest) < 0 ? atLeast : longest));
  }
}
