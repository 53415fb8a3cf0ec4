package dev.leasehold.controller;

import dev.leasehold.grant.Unavailable;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Acts and looks by turns: what was done to a request is a reason to look at it again. That comes
 * to an end, unless a cache says otherwise than the API server each time.
 */
final class Turns {
  /** How many turns there may be; a request that is granted needs three. */
  private static final int AT_MOST = 8;

  private Turns() {}

  /** What comes after a turn. */
  sealed interface Then {
    /** Nothing, until then. */
    record Wait(Optional<Instant> until) implements Then {}

    /** Another turn, at once. */
    record Go(Supplier<Then> turn) implements Then {}
  }

  /** Takes one turn after another; says when to begin the next time. */
  static Optional<Instant> take(Supplier<Then> first) {
    Then then = new Then.Go(first);
    for (int turns = 0; turns <= AT_MOST; turns++) {
      switch (then) {
        case Then.Wait(Optional<Instant> until) -> {
          return until;
        }
        case Then.Go(Supplier<Then> turn) -> then = turn.get();
      }
    }
    throw new Unavailable(
        new Reason(ReasonCode.UNSETTLED, "what the caches show is not what the API server shows"));
  }
}
