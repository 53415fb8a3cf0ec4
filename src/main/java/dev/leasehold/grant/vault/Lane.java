package dev.leasehold.grant.vault;

import dev.leasehold.grant.Unavailable;
import dev.leasehold.model.ReasonCode;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Lets so many calls to one system be under way at once. After one that had no answer the others do
 * not try it too: they fail at once for a moment, and then one goes ahead.
 */
final class Lane {
  private static final int AT_ONCE = 24;
  private static final long PAUSE = Duration.ofSeconds(2).toNanos();

  private final Semaphore places = new Semaphore(AT_ONCE, true);
  private final Trouble trouble;
  private final Duration patience;
  private final LongSupplier nanoTime;

  private Optional<Unavailable> deaf = Optional.empty();
  private long since;
  private boolean trying;

  /**
   * @param patience how long a call waits for its place
   */
  Lane(Trouble trouble, Duration patience, LongSupplier nanoTime) {
    this.trouble = trouble;
    this.patience = patience;
    this.nanoTime = nanoTime;
  }

  <T> T pass(Supplier<T> call) {
    boolean ahead = enter();
    try {
      takePlace();
      return heard(call);
    } finally {
      leave(ahead);
    }
  }

  /** Whoever finds no place has learnt nothing of the system. */
  private void takePlace() {
    try {
      if (!places.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw trouble.because(ReasonCode.VAULT_BUSY, "too many calls to it are under way");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw trouble.because(ReasonCode.STOPPING, "the operator is being stopped");
    }
  }

  private <T> T heard(Supplier<T> call) {
    try {
      T answer = call.get();
      over(Optional.empty());
      return answer;
    } catch (Unavailable e) {
      over(Optional.of(e).filter(Trouble::isDeaf));
      throw e;
    } finally {
      places.release();
    }
  }

  private synchronized boolean enter() {
    if (deaf.isEmpty()) {
      return false;
    }
    if (trying || nanoTime.getAsLong() - since < PAUSE) {
      throw deaf.get();
    }
    trying = true;
    return true;
  }

  private synchronized void over(Optional<Unavailable> failure) {
    deaf = failure;
    since = nanoTime.getAsLong();
  }

  private synchronized void leave(boolean ahead) {
    trying = trying && !ahead;
  }
}
