package dev.leasehold.lifecycle;

import dev.leasehold.lifecycle.OffboardingObservation.Standing;
import dev.leasehold.model.Stamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Chooses the next step of an offboarding. Freezing goes before everything else. */
public final class OffboardingLifecycle {
  private OffboardingLifecycle() {}

  /** The one next step at {@code now}. */
  public static OffboardingStep next(OffboardingObservation seen, Duration retention, Instant now) {
    return said(seen)
        .orElseGet(
            () ->
                switch (seen.standing()) {
                  case NEVER -> new OffboardingStep.Rest(Optional.empty());
                  case FROZEN -> frozen(seen);
                  case REINSTATED -> reinstated(seen, retention, now);
                  case LOST -> new OffboardingStep.PutBack(heeded(seen));
                });
  }

  /**
   * What people said is latched only while the guard is proved. Who freezes and who lifts that at
   * about the same time cannot be told apart by time, so the identity stays frozen, and whoever
   * sees that may lift it again.
   */
  private static Optional<OffboardingStep> said(OffboardingObservation seen) {
    if (!(seen.guard() instanceof Guard.Live)) {
      return Optional.empty();
    }
    if (!seen.offboardings().isEmpty()) {
      return Optional.of(new OffboardingStep.Latch(seen.offboardings().getLast(), heeded(seen)));
    }
    List<Stamp> lifted = seen.reinstatements();
    return seen.standing() == Standing.FROZEN && !lifted.isEmpty()
        ? Optional.of(new OffboardingStep.Reinstate(lifted.getLast()))
        : Optional.empty();
  }

  private static int heeded(OffboardingObservation seen) {
    return seen.reinstatements().stream().mapToInt(Stamp::slot).max().orElse(0);
  }

  /** The record of a frozen identity is kept, whatever becomes of its service account. */
  private static OffboardingStep frozen(OffboardingObservation seen) {
    return seen.settled().equals(Optional.of(!seen.open()))
        ? new OffboardingStep.Rest(Optional.empty())
        : new OffboardingStep.Settle(seen.open());
  }

  /** Without the record, stamps that are still there would count once more. */
  private static OffboardingStep reinstated(
      OffboardingObservation seen, Duration retention, Instant now) {
    if (seen.account() != Presence.GONE) {
      return new OffboardingStep.Rest(
          seen.account() == Presence.UNKNOWN
              ? Optional.of(now.plus(RecordLifecycle.RECHECK))
              : Optional.empty());
    }
    if (seen.deleted()) {
      return new OffboardingStep.Forget();
    }
    return seen.retainUntil()
        // A retention that was lowered since acts on it too.
        .filter(until -> !until.isAfter(now.plus(retention)))
        .<OffboardingStep>map(
            until ->
                now.isBefore(until)
                    ? new OffboardingStep.Rest(Optional.of(until))
                    : new OffboardingStep.Forget())
        .orElseGet(() -> new OffboardingStep.Retain(retention));
  }
}
