package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** What one rule said. */
@Word
public enum DecisionResult {
  @JsonPropertyDescription("the rule is met.")
  Holds,
  @JsonPropertyDescription("it is not met, and waiting does not help.")
  Refuses,
  @JsonPropertyDescription("something is missing that may still come.")
  Waits
}
