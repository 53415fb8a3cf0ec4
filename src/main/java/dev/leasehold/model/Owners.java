package dev.leasehold.model;

/** Who answers for an entitlement: for what may be asked, for the rules, and for the machinery. */
public record Owners(Owner catalog, Owner policy, Owner provisioning) {
  /** A team and the address at which it is reached. */
  public record Owner(String team, String contact) {}
}
