package dev.leasehold.path;

import java.util.List;

/** An entitlement as a catalog's owner writes it; {@code SHOP} stands for the shop's namespace. */
public record Entitled(
    String name, String state, String sensitivity, String targets, String approval, String more) {
  private static final String OWNER = "rules: [{role: owner, count: 1}]";

  /** An ordinary one: a token that reads orders, approved by one owner. */
  public static Entitled reader() {
    return new Entitled(
        "reader",
        "Requestable",
        "Moderate",
        token("shop", "orders-reader"),
        "mode: Required, " + OWNER,
        "evidence: Minimal");
  }

  /** A target of kind serviceAccountToken that binds this role. */
  public static String token(String target, String role) {
    return "{name: %s, serviceAccountToken: {bindings: [%s], credentialTTL: 10m}}"
        .formatted(target, binding("Role", role));
  }

  /** A target of kind roleBinding that binds this cluster role. */
  public static String ownIdentity(String target, String clusterRole) {
    return ownIdentity(target, "ClusterRole", clusterRole);
  }

  /** The same, for a role of this kind. */
  public static String ownIdentity(String target, String kind, String role) {
    return "{name: %s, roleBinding: {bindings: [%s]}}".formatted(target, binding(kind, role));
  }

  private static String binding(String kind, String role) {
    return "{roleRef: {kind: %s, name: %s}, namespaces: [SHOP]}".formatted(kind, role);
  }

  public Entitled named(String other) {
    return new Entitled(other, state, sensitivity, targets, approval, more);
  }

  public Entitled in(String otherState) {
    return new Entitled(name, otherState, sensitivity, targets, approval, more);
  }

  public Entitled rated(String other) {
    return new Entitled(name, state, other, targets, approval, more);
  }

  public Entitled giving(String... others) {
    return new Entitled(name, state, sensitivity, String.join(", ", others), approval, more);
  }

  /** One owner, and these fields of approval besides. */
  public Entitled deciding(String field) {
    return approvedBy("mode: Required, " + OWNER + ", " + field);
  }

  public Entitled approvedBy(String other) {
    return new Entitled(name, state, sensitivity, targets, other, more);
  }

  public Entitled with(String field) {
    return new Entitled(name, state, sensitivity, targets, approval, more + ", " + field);
  }

  /** The catalog of that name, requestable from that namespace, with these. */
  public static String catalog(String name, List<Entitled> entitlements) {
    return catalog(name, "", entitlements);
  }

  /** The same, with these further lines in its spec. */
  public static String catalog(String name, String line, List<Entitled> entitlements) {
    return """
    apiVersion: leasehold.dev/v1alpha1
    kind: EntitlementCatalog
    metadata: {name: %1$s}
    spec:
      owners:
        catalog: {team: shop, contact: shop@example.com}
        policy: {team: iam, contact: iam@example.com}
        provisioning: {team: sre, contact: sre@example.com}
      requestableFrom: {namespaceSelector: {matchLabels: {path: %1$s}}}
      %2$s
      entitlements: [%3$s]
    """
        .formatted(
            name, line, String.join(", ", entitlements.stream().map(Entitled::yaml).toList()))
        .replace("SHOP", name + "-shop");
  }

  private String yaml() {
    return "{name: %s, title: Orders, state: %s, sensitivity: %s, maxDuration: 8h, targets: [%s], approval: {%s}, %s}"
        .formatted(name, state, sensitivity, targets, approval, more);
  }
}
