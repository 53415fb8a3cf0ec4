package dev.leasehold.api.v1alpha1;

/** How much must be on record before access may begin. */
@Word
public enum EvidenceLevel {
  /** Who, what, approvals, window. */
  Minimal,
  /** Also justification, ticket and channel. */
  Standard,
  /** Also two approvers, a required review and a durable evidence log. */
  Regulated
}
