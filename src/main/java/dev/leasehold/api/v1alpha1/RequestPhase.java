package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** Where a request is on its way, for people; derived from the conditions. */
@Word
public enum RequestPhase {
  @JsonPropertyDescription("something that it needs is missing or not ready.")
  Pending,
  @JsonPropertyDescription("its offer waits for approvers.")
  AwaitingApproval,
  @JsonPropertyDescription("approved; the window has not begun.")
  Scheduled,
  @JsonPropertyDescription("the access is being provisioned.")
  Activating,
  @JsonPropertyDescription("the access is provisioned.")
  Active,
  @JsonPropertyDescription("the access is being revoked.")
  Ending,
  @JsonPropertyDescription("the window ended, and nothing is left.")
  Ended,
  @JsonPropertyDescription("a rule refused it.")
  Rejected,
  @JsonPropertyDescription("an approver denied it.")
  Denied,
  @JsonPropertyDescription("nobody decided in time, or what was missing did not come.")
  Lapsed,
  @JsonPropertyDescription("the requester or the applier revoked it, or it was deleted.")
  Withdrawn,
  @JsonPropertyDescription("somebody else, or a rule, ended it early.")
  Revoked,
  @JsonPropertyDescription("it could not be provisioned.")
  ActivationFailed
}
