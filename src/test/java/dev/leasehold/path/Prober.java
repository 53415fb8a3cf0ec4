package dev.leasehold.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.lab.Lab;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntSupplier;

/**
 * Uses a credential over and over until it is refused, and knows when it last worked. The lab's API
 * server has this machine's clock.
 */
public final class Prober {
  private static final Duration EVERY = Duration.ofMillis(20);
  private static final int ACCEPTED = 200;

  /** Whatever else is answered says nothing about the credential. */
  private static final Set<Integer> REFUSALS = Set.of(401, 403);

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

  /**
   * It was refused at its end and not before, and what was begun later than that by the limit was
   * not accepted. How long the first refusal was on its way is the machine's business.
   */
  public void hasEndedAt(Instant end, Duration late) {
    assertThat(refused).as("first refusal").isAfterOrEqualTo(end);
    assertThat(accepted.getLast()).as("last use").isBeforeOrEqualTo(end.plus(late));
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
    if (code == ACCEPTED) {
      accepted.add(begun);
    }
    if (!REFUSALS.contains(code)) {
      return false;
    }
    refusal = code;
    refused = Instant.now();
    return true;
  }
}
