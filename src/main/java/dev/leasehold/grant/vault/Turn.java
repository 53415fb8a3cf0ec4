package dev.leasehold.grant.vault;

import dev.leasehold.grant.Ledger;
import dev.leasehold.model.Grant;
import dev.leasehold.model.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * One credential that is being handed out.
 *
 * @param asked the API server's time when it was asked for
 * @param started the monotonic clock at that moment
 */
record Turn(
    Grant grant,
    Target.Vault target,
    int generation,
    Instant asked,
    Instant notAfter,
    Ledger ledger,
    long started,
    LongSupplier nanoTime) {

  /** The API server's time now. */
  Instant now() {
    return asked.plusNanos(nanoTime.getAsLong() - started);
  }

  /** Whole seconds that are left, so that nothing is asked for that lives longer. */
  long secondsLeft() {
    return Math.max(0, Duration.between(now(), notAfter).toSeconds());
  }

  /**
   * The same with the last second begun, for what is taken back at the end and must last until
   * then.
   */
  long secondsToLast() {
    Duration left = Duration.between(now(), notAfter);
    return Math.max(0, left.plusSeconds(1).minusNanos(1).toSeconds());
  }
}
