package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnore;

/** How far an entitlement has come; the names are those of the API. */
@Word
public enum EntitlementState {
  /** Being written; nobody can request it. */
  Draft,
  /** Open to requests. */
  Requestable,
  /** No longer given; live grants end. */
  Retired,
  /** A later version knows what it is. Never written; not requestable. */
  @JsonIgnore
  Unknown
}
