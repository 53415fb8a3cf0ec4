package dev.leasehold.policy;

import dev.leasehold.model.ApprovalPolicy;
import dev.leasehold.model.Entitlement;
import dev.leasehold.model.Governance;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who has to agree, for how long that is good, and what a catalog may not decide by itself.
 *
 * @param minApprovals that are asked for in every case
 * @param approvalRoles in whose name approvals count towards these; empty: in any
 * @param maxValidFor how long people may take, and their approvals wait to be used
 * @param subjectControllers whether who can act as applier or subject may approve
 * @param transferTo to whom accountability may be handed over; absent: to anybody
 */
public record ApprovalLimits(
    OptionalInt minApprovals,
    Set<String> approvalRoles,
    Optional<Duration> maxValidFor,
    boolean subjectControllers,
    Optional<Set<String>> transferTo) {
  public ApprovalLimits {
    approvalRoles = Set.copyOf(approvalRoles);
    transferTo = transferTo.map(Set::copyOf);
  }

  /** Whatever the catalog says. */
  public static ApprovalLimits any() {
    return new ApprovalLimits(
        OptionalInt.empty(), Set.of(), Optional.empty(), true, Optional.empty());
  }

  private int least() {
    return minApprovals.orElse(approvalRoles.isEmpty() ? 0 : 1);
  }

  Stream<String> exceededBy(Entitlement entitlement) {
    ApprovalPolicy approval = entitlement.approval();
    Governance governance = entitlement.governance();
    return Stream.of(
            tooFew("approval.rules", approval.places()),
            governance.emergency().stream()
                .flatMap(e -> tooFew("emergency.approval.rules", e.places())),
            Ceiling.above("approval.validFor", approval.validFor(), maxValidFor),
            Ceiling.above("approval.decideWithin", approval.decideWithin(), maxValidFor),
            Stream.of("approval.allowSubjectControllers is not within the ceiling")
                .filter(excess -> approval.allowSubjectControllers() && !subjectControllers),
            governance.transfer().stream()
                .map(Governance.Transfer::to)
                .filter(to -> transferTo.filter(allowed -> !allowed.contains(to)).isPresent())
                .map(to -> "accountabilityTransfer to " + to + " is not within the ceiling"))
        .flatMap(excess -> excess);
  }

  private Stream<String> tooFew(String field, List<ApprovalPolicy.Place> places) {
    int sure =
        ApprovalPolicy.inEveryCase(
            places.stream()
                .filter(p -> approvalRoles.isEmpty() || approvalRoles.contains(p.role())));
    String of =
        approvalRoles.isEmpty()
            ? ""
            : " of " + approvalRoles.stream().sorted().collect(Collectors.joining(", "));
    return sure < least()
        ? Stream.of(
            field
                + " asks for fewer than the "
                + least()
                + " approvals"
                + of
                + ", without conditions, that the ceiling demands")
        : Stream.empty();
  }
}
