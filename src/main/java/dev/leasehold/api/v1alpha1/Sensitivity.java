package dev.leasehold.api.v1alpha1;

/** How much harm an entitlement could do in the wrong hands. */
@Word
public enum Sensitivity {
  /** Read access to nothing confidential. */
  Low,
  /** The usual case. */
  Moderate,
  /** Confidential data, or changes that are hard to undo. */
  High,
  /** Wildcards, secrets, escalation: rules that are offered under no other sensitivity. */
  Critical
}
