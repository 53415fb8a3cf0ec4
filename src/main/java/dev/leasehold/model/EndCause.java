package dev.leasehold.model;

import java.time.Instant;

/** Why something ended, by whose act, and when that was known. */
public record EndCause(Kind kind, String actor, String message, Instant at) {
  /** Who acts when nobody does: the clock or a rule. */
  public static final String OPERATOR = "leasehold";

  /** Every way in which a request or a grant comes to its end, with the phase it is shown as. */
  public enum Kind {
    EXPIRED(ReasonCode.ENDED),
    WITHDRAWN(ReasonCode.WITHDRAWN),
    REVOKED(ReasonCode.REVOKED),
    DENIED(ReasonCode.DENIED),
    REQUEST_DELETED(ReasonCode.WITHDRAWN),
    SUBJECT_GONE(ReasonCode.REVOKED),
    SUBJECT_OFFBOARDED(ReasonCode.REVOKED),
    NAMESPACE_GONE(ReasonCode.REVOKED),
    ENTITLEMENT_RETIRED(ReasonCode.REVOKED),
    NO_LONGER_PERMITTED(ReasonCode.REVOKED),
    ROLE_WIDENED(ReasonCode.REVOKED),
    ROLE_REPLACED(ReasonCode.REVOKED),
    RESTORED(ReasonCode.REVOKED),
    CONFLICT(ReasonCode.REVOKED),
    REVIEW_OVERDUE(ReasonCode.REVOKED),
    ACTIVATION_FAILED(ReasonCode.ACTIVATION_FAILED),
    LAPSED(ReasonCode.LAPSED),
    REJECTED(ReasonCode.REJECTED);

    private final ReasonCode phase;

    Kind(ReasonCode phase) {
      this.phase = phase;
    }

    /** The phase shown to people, which is also the reason that is given for it. */
    public ReasonCode phase() {
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
