package dev.leasehold.status;

import dev.leasehold.api.v1alpha1.OverdueAction;
import dev.leasehold.api.v1alpha1.ReviewSpec;
import dev.leasehold.model.Durations;
import dev.leasehold.model.Entitlement;
import dev.leasehold.model.Governance.Emergency;
import dev.leasehold.model.Governance.Overdue;
import dev.leasehold.model.Governance.ReviewDuty;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The review that a record pins, so that it is owed whatever the catalog says later. */
final class ReviewDuties {
  private ReviewDuties() {}

  /** For an emergency the sooner of both reviews, and access ends without it. */
  static @Nullable ReviewSpec of(Entitlement entitlement, boolean emergency) {
    Optional<ReviewDuty> ordinary = entitlement.governance().review();
    Optional<Duration> urgent =
        entitlement.governance().emergency().filter(e -> emergency).map(Emergency::reviewWithin);
    return urgent
        .map(
            within ->
                ordinary
                    .map(ReviewDuty::within)
                    .filter(usual -> usual.compareTo(within) < 0)
                    .orElse(within))
        .map(within -> new ReviewDuty(within, Overdue.REVOKE))
        .or(() -> ordinary)
        .map(
            duty ->
                new ReviewSpec(
                    Durations.text(duty.within()),
                    switch (duty.onOverdue()) {
                      case FLAG -> OverdueAction.Flag;
                      case REVOKE -> OverdueAction.Revoke;
                    }))
        .orElse(null);
  }
}
