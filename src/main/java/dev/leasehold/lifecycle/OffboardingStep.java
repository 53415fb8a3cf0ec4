package dev.leasehold.lifecycle;

import dev.leasehold.model.Stamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The one next thing to do about the offboarding of an identity. */
public sealed interface OffboardingStep {
  /** Nothing to do before {@code wakeAt}. */
  record Rest(Optional<Instant> wakeAt) implements OffboardingStep {}

  /**
   * Latch that it is frozen.
   *
   * @param said the latest of what its service account says; with it everything before is heeded
   * @param reinstatements the last place of what the record says to the contrary, heeded too; 0 if
   *     it says nothing new
   */
  record Latch(Stamp said, int reinstatements) implements OffboardingStep {}

  /**
   * Latch once more that it is frozen, as the evidence log says.
   *
   * @param reinstatements as for {@link Latch}
   */
  record PutBack(int reinstatements) implements OffboardingStep {}

  /** Latch that it is frozen no more. */
  record Reinstate(Stamp said) implements OffboardingStep {}

  /** Say whether a grant of it is open. */
  record Settle(boolean open) implements OffboardingStep {}

  /** Count the retention from now. */
  record Retain(Duration retention) implements OffboardingStep {}

  /** It is not frozen, and the retention is over: let the record go. */
  record Forget() implements OffboardingStep {}
}
