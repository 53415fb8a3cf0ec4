package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** How much must be on record before access may begin. */
@Word
public enum EvidenceLevel {
  @JsonPropertyDescription("nothing but the request itself, its approvals and its window.")
  Minimal,
  @JsonPropertyDescription("a request without justification, ticket or channel is refused.")
  Standard,
  @JsonPropertyDescription(
      "as Standard; and requestable only with a review, with rules without when for at least two approvals"
          + " (also in emergencies), and while the operator keeps an evidence log.")
  Regulated
}
