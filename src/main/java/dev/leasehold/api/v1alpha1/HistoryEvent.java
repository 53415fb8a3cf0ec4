package dev.leasehold.api.v1alpha1;

/**
 * What can have happened to a grant, besides the phases of its request. In an object it stands as
 * text, since a later version may know more of them.
 */
public enum HistoryEvent {
  /** Access was provided for the first time. */
  Provisioned,
  /** New credentials were delivered. */
  CredentialsReplaced,
  /** New credentials were delivered and all earlier ones ended, since those leaked. */
  LeakedCredentialsEnded,
  /** New credentials were asked for and not delivered, for the reason that it gives. */
  RedeliverDeclined,
  /** Something of it was missing and was put back. */
  Repaired,
  /** The record was altered by somebody else than the operator. */
  RecordAltered,
  /** Who answered for it before answers for it again. */
  AccountabilityReturned,
  /** An offer to prolong it was published. */
  RenewalOffered,
  /** Access was prolonged. */
  Renewed,
  /** Somebody reviewed it. */
  Reviewed,
  /** Nobody reviewed it in time. */
  ReviewOverdue,
  /** It began to end. */
  Ending,
  /** Taking it back failed and is tried again. */
  RevocationFailed,
  /** What had ended was there again, and was taken back once more. */
  RevokedAgain,
  /** Everything is proved to be gone. */
  Ended,
  /** People closed it without proof. */
  Forgotten,
  /** An approver accepts less than was asked, or as much again. */
  Limited,
  /** A limit was not taken, or was taken off, for the reason that it gives. */
  LimitDeclined,
  /** Nothing was granted. */
  Refused,
  /** An identity was offboarded. */
  Offboarded,
  /** The grants of an offboarded identity are closed. */
  GrantsClosed,
  /** The offboarding was taken back. */
  Reinstated;

  /** Whether the entry tells of this. */
  public boolean is(HistoryEntry entry) {
    return name().equals(entry.event());
  }
}
