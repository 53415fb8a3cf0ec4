package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** What happens when a review is not done in time. */
@Word
public enum OverdueAction {
  @JsonPropertyDescription("access goes on, and the condition ReviewRequired stays.")
  Flag,
  @JsonPropertyDescription("access ends.")
  Revoke
}
