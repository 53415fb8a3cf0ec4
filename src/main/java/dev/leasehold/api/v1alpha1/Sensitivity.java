package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** How much harm an entitlement could do in the wrong hands. */
@Word
public enum Sensitivity {
  @JsonPropertyDescription(
      "read access to nothing confidential. Only here vault.kv needs no rotatedEvery.")
  Low,
  @JsonPropertyDescription("the usual case.")
  Moderate,
  @JsonPropertyDescription("confidential data, or changes that are hard to undo.")
  High,
  @JsonPropertyDescription(
      "wildcards, Secrets without names, and rules that lead to more. They are requestable with no other"
          + " sensitivity.")
  Critical
}
