package dev.leasehold.model;

import dev.leasehold.model.ApprovalPolicy.Mode;
import dev.leasehold.model.ApprovalPolicy.Place;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** An ordinary entitlement for tests; each method returns one that differs in just that. */
public record Offered(
    Optional<NamespaceSelector> from,
    Duration maxDuration,
    Entitlement.Caps caps,
    List<Target> targets,
    ApprovalPolicy approval,
    Entitlement.Justification justification,
    Governance governance) {
  public static final Duration DECIDE_WITHIN = Duration.ofHours(24);
  public static final Duration VALID_FOR = Duration.ofHours(12);

  public static final Target SHOP =
      new Target.ServiceAccountToken(
          "shop", List.of(bind("orders-reader", "shop")), Duration.ofHours(1), List.of());

  public static final Target OWN =
      new Target.RoleBinding("own", List.of(bind("view", "shop"), bind("view", "stock")));

  /** A database's login out of Vault. */
  public static final Target.Vault DATABASE =
      vault(new VaultSource.Dynamic("database/creds/orders-ro", Map.of()), Map.of());

  /** Something of Vault. */
  public static Target.Vault vault(VaultSource source, Map<String, String> template) {
    return new Target.Vault(
        "db",
        "default",
        "leasehold-payments",
        List.of("orders-ro"),
        source,
        template,
        Duration.ofHours(1));
  }

  /** Two targets, one owner's approval, no caps. */
  public static Offered ordinary() {
    return new Offered(
        Optional.of(new NamespaceSelector(Map.of("domain", "payments"), List.of())),
        Duration.ofHours(8),
        Entitlement.Caps.none(),
        List.of(SHOP, OWN),
        required(new Place("owner", 1)),
        new Entitlement.Justification(10, Optional.of("^(INC|CHG)-[0-9]+$")),
        Governance.none());
  }

  public static ApprovalPolicy required(Place... places) {
    return new ApprovalPolicy(Mode.REQUIRED, List.of(places), DECIDE_WITHIN, VALID_FOR, false);
  }

  /** One that can be renewed from an hour before its end, for so long in all. */
  public Offered renewable(Duration maxTotal) {
    return governedBy(
        new Governance(
            List.of(),
            Set.of(),
            Optional.of(new Governance.Renewal(Duration.ofHours(1), maxTotal)),
            Optional.empty(),
            Optional.empty(),
            Governance.Evidence.MINIMAL,
            Optional.empty()));
  }

  public static Target bindingOf(String role) {
    return new Target.RoleBinding("own", List.of(bind(role, "shop")));
  }

  public static ApprovalPolicy auto() {
    return new ApprovalPolicy(Mode.AUTO, List.of(), DECIDE_WITHIN, VALID_FOR, false);
  }

  public static Binding bind(String role, String namespace) {
    return new Binding(
        new RoleRef(RoleRef.Kind.ROLE, role),
        namespace,
        List.of(
            new Rule(List.of("get"), List.of(""), List.of("configmaps"), List.of(), List.of())));
  }

  public Offered from(NamespaceSelector other) {
    return new Offered(
        Optional.of(other), maxDuration, caps, targets, approval, justification, governance);
  }

  public Offered fromNowhere() {
    return new Offered(
        Optional.empty(), maxDuration, caps, targets, approval, justification, governance);
  }

  public Offered lastingAtMost(Duration other) {
    return new Offered(from, other, caps, targets, approval, justification, governance);
  }

  public Offered capped(OptionalInt perSubject, OptionalInt perNamespace) {
    return new Offered(
        from,
        maxDuration,
        new Entitlement.Caps(perSubject, perNamespace, OptionalInt.empty()),
        targets,
        approval,
        justification,
        governance);
  }

  public Offered cappedPerRequester(int cap) {
    return new Offered(
        from,
        maxDuration,
        new Entitlement.Caps(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.of(cap)),
        targets,
        approval,
        justification,
        governance);
  }

  public Offered handingOut(Target... others) {
    return new Offered(
        from, maxDuration, caps, List.of(others), approval, justification, governance);
  }

  public Offered approvedBy(ApprovalPolicy other) {
    return new Offered(from, maxDuration, caps, targets, other, justification, governance);
  }

  public Offered explainedBy(int minLength, String ticketPattern) {
    return new Offered(
        from,
        maxDuration,
        caps,
        targets,
        approval,
        new Entitlement.Justification(
            minLength, Optional.of(ticketPattern).filter(p -> !p.isEmpty())),
        governance);
  }

  public Offered governedBy(Governance other) {
    return new Offered(from, maxDuration, caps, targets, approval, justification, other);
  }

  public Entitlement entitlement() {
    Owners.Owner owner = new Owners.Owner("team", "team@example.com");
    return new Entitlement(
        new EntitlementRef("payments", "orders-reader"),
        "Read orders",
        new Owners(owner, owner, owner),
        Sensitivity.MODERATE,
        from,
        maxDuration,
        caps,
        targets,
        approval,
        justification,
        governance);
  }
}
