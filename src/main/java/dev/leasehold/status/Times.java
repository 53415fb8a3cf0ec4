package dev.leasehold.status;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times as the API writes them: RFC 3339 in UTC. */
final class Times {
  private Times() {}

  /** To the second, for people: conditions and history. */
  static String seconds(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** To the millisecond, for what is reckoned with: windows, approvals, credentials. */
  static String exact(Instant at) {
    return at.truncatedTo(ChronoUnit.MILLIS).toString();
  }
}
