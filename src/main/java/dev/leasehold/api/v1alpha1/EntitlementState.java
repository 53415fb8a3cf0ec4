package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** How far an entitlement has come; the names are those of the API. */
@Word
public enum EntitlementState {
  @JsonPropertyDescription("not requestable yet.")
  Draft,
  @JsonPropertyDescription("open to requests.")
  Requestable,
  @JsonPropertyDescription("no longer given; live grants end.")
  Retired,
  /** A later version knows what it is. Never written; not requestable. */
  @JsonIgnore
  Unknown
}
