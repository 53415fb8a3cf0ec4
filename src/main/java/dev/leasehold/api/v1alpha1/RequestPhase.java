package dev.leasehold.api.v1alpha1;

/** Where a request is on its way, for people; derived from the conditions. */
@Word
public enum RequestPhase {
  /** Something that the request needs is missing or not ready. */
  Pending,
  /** An offer is published and waits for approvers. */
  AwaitingApproval,
  /** Approved; the window has not begun. */
  Scheduled,
  /** Being provisioned. */
  Activating,
  /** Usable now. */
  Active,
  /** Being taken back. */
  Ending,
  /** The window ran out and nothing is left. */
  Ended,
  /** A policy said no, or the request can never work. */
  Rejected,
  /** A person said no. */
  Denied,
  /** Nobody decided in time. */
  Lapsed,
  /** Requester or applier took it back. */
  Withdrawn,
  /** Ended early by others or by a rule. */
  Revoked,
  /** Provisioning failed and was rolled back. */
  ActivationFailed
}
