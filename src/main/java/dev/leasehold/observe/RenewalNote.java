package dev.leasehold.observe;

import dev.leasehold.api.v1alpha1.ApprovalMode;
import dev.leasehold.api.v1alpha1.Entitlement;
import dev.leasehold.lifecycle.Renewing;
import dev.leasehold.model.Durations;
import java.util.Optional;

/** What the owner of an entitlement has to know of its rule for renewals. */
public final class RenewalNote {
  private RenewalNote() {}

  /** That it never applies, since its windows are too short to be renewed without people. */
  public static Optional<String> of(Entitlement entitlement) {
    return entitlement.renewal() != null
            && entitlement.approval().mode() == ApprovalMode.Auto
            && Durations.parse(entitlement.maxDuration()).compareTo(Renewing.LEAST) < 0
        ? Optional.of(
            "renewal: has no effect, since with approval.mode Auto windows shorter than "
                + Durations.text(Renewing.LEAST)
                + " are not renewed; raise maxDuration, or have people approve")
        : Optional.empty();
  }
}
