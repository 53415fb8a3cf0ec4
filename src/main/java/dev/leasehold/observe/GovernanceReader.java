package dev.leasehold.observe;

import dev.leasehold.api.v1alpha1.AccountabilityTransfer;
import dev.leasehold.api.v1alpha1.ApprovalRule;
import dev.leasehold.api.v1alpha1.EmergencySpec;
import dev.leasehold.api.v1alpha1.Entitlement;
import dev.leasehold.api.v1alpha1.EntitlementCatalog;
import dev.leasehold.api.v1alpha1.RenewalSpec;
import dev.leasehold.api.v1alpha1.ReviewSpec;
import dev.leasehold.model.ApprovalPolicy.Place;
import dev.leasehold.model.Durations;
import dev.leasehold.model.Governance;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Reads what an entitlement demands beyond its ordinary terms. */
final class GovernanceReader {
  private GovernanceReader() {}

  static Governance read(EntitlementCatalog catalog, Entitlement entitlement, Instant now) {
    return new Governance(
        entitlement.policies().stream()
            .map(p -> new Governance.Policy(p.name(), p.expression(), p.message()))
            .toList(),
        Set.copyOf(entitlement.conflictsWith()),
        Optional.ofNullable(entitlement.renewal()).map(GovernanceReader::renewal),
        Optional.ofNullable(entitlement.review()).map(GovernanceReader::review),
        Optional.ofNullable(entitlement.emergency()).map(GovernanceReader::emergency),
        switch (entitlement.evidence()) {
          case Minimal -> Governance.Evidence.MINIMAL;
          case Standard -> Governance.Evidence.STANDARD;
          case Regulated -> Governance.Evidence.REGULATED;
        },
        Optional.ofNullable(catalog.getSpec().accountabilityTransfer())
            .map(transfer -> transfer(transfer, AcceptanceReader.acceptedBy(catalog, now))));
  }

  static Place place(ApprovalRule rule) {
    return new Place(rule.role(), rule.count(), Optional.ofNullable(rule.when()));
  }

  private static Governance.Renewal renewal(RenewalSpec renewal) {
    return new Governance.Renewal(
        Durations.parse(renewal.openBefore()), Durations.parse(renewal.maxTotal()));
  }

  private static Governance.ReviewDuty review(ReviewSpec review) {
    return new Governance.ReviewDuty(Durations.parse(review.within()), overdue(review));
  }

  static Governance.Overdue overdue(ReviewSpec review) {
    return switch (review.onOverdue()) {
      case Flag -> Governance.Overdue.FLAG;
      case Revoke -> Governance.Overdue.REVOKE;
    };
  }

  private static Governance.Emergency emergency(EmergencySpec emergency) {
    return new Governance.Emergency(
        Durations.parse(emergency.maxDuration()),
        emergency.approval().rules().stream().map(GovernanceReader::place).toList(),
        Durations.parse(emergency.reviewWithin()));
  }

  private static Governance.Transfer transfer(
      AccountabilityTransfer transfer, Optional<String> acceptedBy) {
    return new Governance.Transfer(
        transfer.to(), Instant.parse(transfer.until()), transfer.because(), acceptedBy);
  }
}
