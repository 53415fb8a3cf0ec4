package dev.leasehold.api.v1alpha1;

/** What was decided about the request. */
@Word
public enum RecordOutcome {
  /** Access was approved. */
  Granted,
  /** A policy said no. */
  Rejected,
  /** A person said no. */
  Denied,
  /** Nobody decided in time. */
  Lapsed,
  /** Taken back before it began. */
  Withdrawn,
  /** No request: an identity was shut out, and nothing is granted to it. */
  Offboarded
}
