package dev.leasehold.policy;

/** One line of a verdict's trace: a rule, how it came out, and what to do about it. */
public record Decision(String rule, Result result, String message) {
  /** How a rule came out. */
  public enum Result {
    HOLDS,
    REFUSES,
    WAITS
  }
}
