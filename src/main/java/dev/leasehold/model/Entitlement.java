package dev.leasehold.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What may be asked for and on what terms, as the catalog says it, with the rules of its roles as
 * they are now.
 */
public record Entitlement(
    EntitlementRef ref,
    String title,
    Owners owners,
    Sensitivity sensitivity,
    Optional<NamespaceSelector> requestableFrom,
    Duration maxDuration,
    Caps caps,
    List<Target> targets,
    ApprovalPolicy approval,
    Justification justification,
    Governance governance) {
  public Entitlement {
    targets = List.copyOf(targets);
  }

  /** How many open requests and live grants there may be at once. */
  public record Caps(OptionalInt perSubject, OptionalInt perNamespace, OptionalInt perRequester) {
    /** No limits. */
    public static Caps none() {
      return new Caps(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty());
    }
  }

  /** What a requester has to explain. */
  public record Justification(int minLength, Optional<String> ticketPattern) {}

  /** The same on the terms of its emergency rule, which always asks people; if it has one. */
  public Entitlement inEmergency() {
    return governance
        .emergency()
        .map(
            rule ->
                new Entitlement(
                    ref,
                    title,
                    owners,
                    sensitivity,
                    requestableFrom,
                    rule.maxDuration(),
                    caps,
                    targets,
                    approval.by(rule.places()),
                    justification,
                    governance))
        .orElse(this);
  }

  /** The same entitlement with only the named targets, in the catalog's order; none means all. */
  public Entitlement narrowedTo(List<String> names) {
    return giving(
        names.isEmpty()
            ? targets
            : targets.stream().filter(t -> names.contains(t.name())).toList());
  }

  /** The same entitlement on the same terms with other targets. */
  public Entitlement giving(List<Target> others) {
    return with(others, approval);
  }

  /** The same entitlement, with other people to ask. */
  public Entitlement approvedBy(ApprovalPolicy other) {
    return with(targets, other);
  }

  private Entitlement with(List<Target> otherTargets, ApprovalPolicy otherApproval) {
    return new Entitlement(
        ref,
        title,
        owners,
        sensitivity,
        requestableFrom,
        maxDuration,
        caps,
        otherTargets,
        otherApproval,
        justification,
        governance);
  }
}
