package dev.leasehold.path;

import dev.leasehold.lab.Lab;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;

/**
 * Uses a credential over and over until it is refused, and knows when it last worked. The lab's API
 * server has this machine's clock.
 */
public final class Prober {
  private static final Duration EVERY = Duration.ofMillis(20);

  private final List<Instant> accepted = new ArrayList<>();
  private final IntSupplier use;

  private int refusal;
  private Instant refused = Instant.MAX;

  private Prober(IntSupplier use) {
    this.use = use;
  }

  /** Returns when it is refused; fails when that has not come by then. */
  public static Prober untilRefused(IntSupplier use, Duration limit) {
    Prober prober = new Prober(use);
    Lab.await().atMost(limit).pollInterval(EVERY).until(prober::isRefused);
    return prober;
  }

  /** When a use that was still accepted was begun, for the last time. */
  public Instant lastAccepted() {
    return accepted.getLast();
  }

  /** When the first refusal was heard. */
  public Instant refused() {
    return refused;
  }

  /** The code of that refusal. */
  public int code() {
    return refusal;
  }

  private boolean isRefused() {
    Instant begun = Instant.now();
    int code = use.getAsInt();
    if (code == 200) {
      accepted.add(begun);
      return false;
    }
    refusal = code;
    refused = Instant.now();
    return true;
  }
}
