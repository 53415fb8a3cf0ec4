package dev.leasehold.grant.vault;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * When to ask again for what Vault does not let us do. Each refusal is answered by another login,
 * since it may be the login that is no longer good; Vault keeps all of them until they expire. For
 * many threads.
 */
final class Refusals {
  private static final long FIRST = Duration.ofSeconds(1).toNanos();

  /** So long it takes at most until a policy that was put right is noticed. */
  private static final long MOST = Duration.ofSeconds(30).toNanos();

  private final LongSupplier nanoTime;
  private long pause;
  private long since;

  /**
   * None yet.
   *
   * @param nanoTime a monotonic clock
   */
  Refusals(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Whether it is too early to ask again. */
  synchronized boolean isPause() {
    return pause > 0 && nanoTime.getAsLong() - since < pause;
  }

  /** It was asked for, and this came of it. */
  synchronized void heard(boolean forbidden) {
    pause = forbidden ? Math.clamp(pause * 2, FIRST, MOST) : 0;
    since = nanoTime.getAsLong();
  }
}
