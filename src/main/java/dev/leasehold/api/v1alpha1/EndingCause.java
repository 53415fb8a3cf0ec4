package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** Why access, or a request for it, ended; the names are those of the API. */
@Word
public enum EndingCause {
  @JsonPropertyDescription("the window ended.")
  Expired,
  @JsonPropertyDescription("the requester or the applier revoked it.")
  Withdrawn,
  @JsonPropertyDescription(
      "somebody else revoked it, or its record or objects were changed so that it could not go on; with"
          + " exactly: Restored, it had ended before an older state of the cluster was put back.")
  Revoked,
  @JsonPropertyDescription("an approver denied it, or its renewal.")
  Denied,
  @JsonPropertyDescription("the request was deleted.")
  RequestDeleted,
  @JsonPropertyDescription("the subject's service account was deleted or created again.")
  SubjectGone,
  @JsonPropertyDescription("the subject was offboarded.")
  SubjectOffboarded,
  @JsonPropertyDescription(
      "the namespace of the request, or one in which access was given, was deleted or created again.")
  NamespaceGone,
  @JsonPropertyDescription("the entitlement was retired or removed, or its catalog deleted.")
  EntitlementRetired,
  @JsonPropertyDescription("a policy, the catalog or a ceiling no longer permits it.")
  NoLongerPermitted,
  @JsonPropertyDescription("it must not be held together with something else that is held.")
  Conflict,
  @JsonPropertyDescription(
      "a bound role allows more than was offered; with exactly: RoleReplaced, it was deleted and created again.")
  RoleWidened,
  @JsonPropertyDescription(
      "a bound role was deleted and created again. Read, and written as RoleWidened with exactly.")
  RoleReplaced,
  @JsonPropertyDescription("nobody reviewed it in time.")
  ReviewOverdue,
  @JsonPropertyDescription("it could not be provisioned.")
  ActivationFailed,
  @JsonPropertyDescription("nobody decided in time, or what was missing did not come.")
  Lapsed,
  @JsonPropertyDescription("a rule refused the request.")
  Rejected,
  @JsonPropertyDescription("two people closed the record without proof.")
  Forgotten
}
