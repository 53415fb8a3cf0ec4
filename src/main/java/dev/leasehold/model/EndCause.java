package dev.leasehold.model;

import java.time.Instant;

/** Why something ended, by whose act, and when that was known. */
public record EndCause(Kind kind, String actor, String message, Instant at) {
  /** Who acts when nobody does: the clock or a rule. */
  public static final String OPERATOR = "leasehold";

  /** Every way in which a request or a grant comes to its end, with the phase it is shown as. */
  public enum Kind {
    EXPIRED("Ended"),
    WITHDRAWN("Withdrawn"),
    REVOKED("Revoked"),
    DENIED("Denied"),
    REQUEST_DELETED("Withdrawn"),
    SUBJECT_GONE("Revoked"),
    SUBJECT_OFFBOARDED("Revoked"),
    NAMESPACE_GONE("Revoked"),
    ENTITLEMENT_RETIRED("Revoked"),
    NO_LONGER_PERMITTED("Revoked"),
    ROLE_WIDENED("Revoked"),
    ROLE_REPLACED("Revoked"),
    CONFLICT("Revoked"),
    REVIEW_OVERDUE("Revoked"),
    ACTIVATION_FAILED("ActivationFailed"),
    LAPSED("Lapsed"),
    REJECTED("Rejected");

    private final String phase;

    Kind(String phase) {
      this.phase = phase;
    }

    /** The phase shown to people. */
    public String phase() {
      return phase;
    }
  }

  /**
   * Whether it follows from what was seen of the cluster, and not from what somebody said on the
   * request itself. An offboarding has an actor, but is seen on another object.
   */
  public boolean isByRule() {
    return actor.equals(OPERATOR) || kind == Kind.SUBJECT_OFFBOARDED;
  }

  /**
   * Whether what says so now will say so for as long as it takes. Roles and bindings that allow too
   * much may be put right by others meanwhile.
   */
  public boolean persists() {
    return !actor.equals(OPERATOR) || (kind != Kind.ROLE_WIDENED && kind != Kind.REVOKED);
  }

  /** Nobody acted: a rule or the clock ended it. */
  public static EndCause byRule(Kind kind, Reason reason, Instant at) {
    return new EndCause(kind, OPERATOR, reason.message(), at);
  }
}
