package dev.leasehold.audit;

import java.time.Instant;
import java.util.Optional;

/**
 * When access was given.
 *
 * @param intended when it was first about to be provided
 * @param provisioned when it first could be used
 * @param failedAt when it was said that it cannot be provided
 * @param windowEnd until when it was to last, after all renewals
 */
public record Access(
    Optional<Instant> intended,
    Optional<Instant> provisioned,
    Optional<Instant> failedAt,
    Optional<Instant> windowEnd) {
  static final Access NONE =
      new Access(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /** Whether something was, or may have been, handed out. */
  public boolean isBegun() {
    return intended.isPresent() || provisioned.isPresent();
  }

  /** Since when. */
  public Optional<Instant> since() {
    return provisioned.or(() -> intended);
  }

  Access intended(Instant at, Optional<Instant> end) {
    return new Access(
        intended.or(() -> Optional.of(at)), provisioned, failedAt, end.or(() -> windowEnd));
  }

  Access provisioned(Instant at) {
    return new Access(intended, provisioned.or(() -> Optional.of(at)), failedAt, windowEnd);
  }

  Access failed(Instant at) {
    return new Access(intended, provisioned, Optional.of(at), windowEnd);
  }
}
