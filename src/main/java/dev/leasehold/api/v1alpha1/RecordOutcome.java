package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** What was decided about the request. */
@Word
public enum RecordOutcome {
  @JsonPropertyDescription("access was approved.")
  Granted,
  @JsonPropertyDescription("a rule refused it.")
  Rejected,
  @JsonPropertyDescription("an approver denied it.")
  Denied,
  @JsonPropertyDescription("nobody decided in time, or what was missing did not come.")
  Lapsed,
  @JsonPropertyDescription("revoked or deleted before access began.")
  Withdrawn,
  @JsonPropertyDescription("no request: an identity was offboarded, and is granted nothing.")
  Offboarded
}
