package dev.leasehold.api.v1alpha1;

/** How far an entitlement has come; the names are those of the API. */
public enum EntitlementState {
  /** Being written; nobody can request it. */
  Draft,
  /** Open to requests. */
  Requestable,
  /** No longer given; live grants end. */
  Retired
}
