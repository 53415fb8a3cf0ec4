package dev.leasehold.ending;

/** What a catalog says of the one entitlement that the tests of endings ask for. */
record Terms(String state, String maxDuration, String approval, String role) {
  private static final String READER = "{kind: Role, name: orders-reader}";

  /** A token that reads orders, approved by one owner. */
  static Terms approved() {
    return approvedBy(1);
  }

  /** The same, approved by so many. */
  static Terms approvedBy(int people) {
    return new Terms(
        "Requestable",
        "8h",
        "{mode: Required, rules: [{role: owner, count: %d}]}".formatted(people),
        READER);
  }

  /** The same, with nobody asked. */
  static Terms automatic() {
    return new Terms("Requestable", "8h", "{mode: Auto}", READER);
  }

  Terms in(String other) {
    return new Terms(other, maxDuration, approval, role);
  }

  Terms atMost(String other) {
    return new Terms(state, other, approval, role);
  }

  Terms binding(String kind, String name) {
    return new Terms(state, maxDuration, approval, "{kind: %s, name: %s}".formatted(kind, name));
  }

  /** The catalog of that name; empty entitlements where there are no terms. */
  static String catalog(String name, String entitlements) {
    return """
    apiVersion: leasehold.dev/v1alpha1
    kind: EntitlementCatalog
    metadata: {name: %1$s}
    spec:
      owners:
        catalog: {team: shop, contact: shop@example.com}
        policy: {team: iam, contact: iam@example.com}
        provisioning: {team: sre, contact: sre@example.com}
      requestableFrom: {namespaceSelector: {matchLabels: {ending: %1$s}}}
      entitlements: [%2$s]
    """
        .formatted(name, entitlements);
  }

  /** Renewable for as long as it is there. */
  Terms renewable() {
    return new Terms(state, maxDuration, approval + RENEWAL, role);
  }

  /** Without approval, to be reviewed in seconds, and it goes on if nobody does. */
  static Terms reviewed() {
    Terms terms = automatic();
    String review = ", review: {within: 5s, onOverdue: Flag}";
    return new Terms(terms.state, terms.maxDuration, terms.approval + review, terms.role);
  }

  private static final String RENEWAL = ", renewal: {openBefore: 1h, maxTotal: 24h}";

  String entitlement(String name, String shop) {
    return """
    {name: %s, title: Orders, state: %s, sensitivity: Low, maxDuration: %s,
      targets: [{name: shop, serviceAccountToken: {credentialTTL: 10m,
        bindings: [{roleRef: %s, namespaces: [%s]}]}}], approval: %s, evidence: Minimal}
    """
        .formatted(name, state, maxDuration, role, shop, approval);
  }
}
