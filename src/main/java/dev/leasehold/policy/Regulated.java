package dev.leasehold.policy;

import dev.leasehold.model.ApprovalPolicy;
import dev.leasehold.model.ApprovalPolicy.Place;
import dev.leasehold.model.Entitlement;
import dev.leasehold.model.Governance;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What has to be there before access at the evidence level Regulated may be asked for. */
public final class Regulated {
  /** Design, EntitlementCatalog, evidence levels. */
  private static final int APPROVERS = 2;

  private Regulated() {}

  /**
   * What is missing, for the owner of the catalog; empty for other levels.
   *
   * @param logged whether the operator keeps an evidence log
   */
  public static Optional<Reason> lacking(Entitlement entitlement, boolean logged) {
    Governance governance = entitlement.governance();
    if (governance.evidence() != Governance.Evidence.REGULATED) {
      return Optional.empty();
    }
    return Stream.of(
            tooFew("approval.rules", entitlement.approval().places()),
            governance.emergency().flatMap(e -> tooFew("emergency.approval.rules", e.places())),
            governance.review().isPresent()
                ? Optional.<String>empty()
                : Optional.of("there is no review; add review"),
            logged
                ? Optional.<String>empty()
                : Optional.of(
                    "the operator keeps no evidence log; have the chart's evidence enabled"))
        .flatMap(Optional::stream)
        .findFirst()
        .map(
            what ->
                new Reason(
                    ReasonCode.EVIDENCE_INCOMPLETE,
                    entitlement.ref().qualified()
                        + " has evidence: Regulated, and "
                        + what
                        + ", or set a lower level"));
  }

  private static Optional<String> tooFew(String field, List<Place> places) {
    return ApprovalPolicy.inEveryCase(places.stream()) < APPROVERS
        ? Optional.of(
            field
                + " asks for fewer than "
                + APPROVERS
                + " approvals without conditions; ask for more")
        : Optional.empty();
  }
}
