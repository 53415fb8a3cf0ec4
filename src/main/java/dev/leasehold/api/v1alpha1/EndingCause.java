package dev.leasehold.api.v1alpha1;

/** Why access, or a request for it, ended; the names are those of the API. */
@Word
public enum EndingCause {
  /** The window ran out. */
  Expired,
  /** Requester or applier revoked it. */
  Withdrawn,
  /** Somebody else revoked it. */
  Revoked,
  /** An approver denied it or its renewal. */
  Denied,
  /** The request is gone. */
  RequestDeleted,
  /** The service account of the subject is gone or was replaced. */
  SubjectGone,
  /** The subject was offboarded. */
  SubjectOffboarded,
  /** The namespace of the request, or one in which access was given, is gone, going or another. */
  NamespaceGone,
  /** The entitlement was retired, removed, or its catalog deleted. */
  EntitlementRetired,
  /** A policy no longer holds, or the catalog was tightened. */
  NoLongerPermitted,
  /** It conflicts with another entitlement. */
  Conflict,
  /** A bound role allows more than was offered. */
  RoleWidened,
  /** Another role took the name of one that was bound. */
  RoleReplaced,
  /** A required review was not done in time. */
  ReviewOverdue,
  /** It could not be provisioned. */
  ActivationFailed,
  /** Nobody decided in time. */
  Lapsed,
  /** A policy said no, or the request can never work. */
  Rejected,
  /** Two people closed the record without proof. */
  Forgotten
}
