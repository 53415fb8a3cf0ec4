package dev.leasehold.model;

/** Names one entitlement of one catalog; {@code payments.orders-reader} in RBAC names. */
public record EntitlementRef(String catalog, String name) {
  /** The name on which the virtual verbs are checked. */
  public String qualified() {
    return catalog + "." + name;
  }
}
