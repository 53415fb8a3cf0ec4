package dev.leasehold.api.v1alpha1;

/** What one rule said. */
@Word
public enum DecisionResult {
  /** The rule holds. */
  Holds,
  /** The rule does not hold, and waiting does not help. */
  Refuses,
  /** Something is missing that may still come. */
  Waits
}
