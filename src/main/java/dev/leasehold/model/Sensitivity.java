package dev.leasehold.model;

/** How much harm a misuse could do, in rising order. */
public enum Sensitivity {
  LOW,
  MODERATE,
  HIGH,
  CRITICAL
}
