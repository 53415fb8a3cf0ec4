package dev.leasehold.observe;

import dev.leasehold.api.v1alpha1.ApprovalRule;
import dev.leasehold.api.v1alpha1.Entitlement;
import dev.leasehold.api.v1alpha1.EvidenceLevel;
import dev.leasehold.model.Reason;
import java.util.List;
import java.util.Optional;

/** Tells what a catalog has to write for the evidence that it promises. */
final class EvidenceReader {
  private static final int TWO = 2;
  private static final String NEEDS_TWO =
      ": evidence Regulated needs two approvers, without conditions";

  private EvidenceReader() {}

  /** What is missing, by name; what only a request can bring is asked of the request. */
  static Optional<Reason> lacking(Entitlement entitlement) {
    if (entitlement.evidence() != EvidenceLevel.Regulated) {
      return Optional.empty();
    }
    if (sure(entitlement.approval().rules()) < TWO) {
      return lacking("approval.rules" + NEEDS_TWO);
    }
    if (entitlement.emergency() != null && sure(entitlement.emergency().approval().rules()) < TWO) {
      return lacking("emergency.approval.rules" + NEEDS_TWO);
    }
    return entitlement.review() == null
        ? lacking("review is missing: evidence Regulated needs one")
        : Optional.empty();
  }

  /** Those who are asked in every case. */
  private static int sure(List<ApprovalRule> rules) {
    return rules.stream().filter(rule -> rule.when() == null).mapToInt(ApprovalRule::count).sum();
  }

  private static Optional<Reason> lacking(String what) {
    return Optional.of(new Reason("EvidenceIncomplete", what));
  }
}
