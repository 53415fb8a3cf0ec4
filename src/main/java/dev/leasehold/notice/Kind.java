package dev.leasehold.notice;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a notice is about, in the order in which these happen to one request. */
public enum Kind {
  NEEDS_APPROVAL("waits for approval", Duty.DECIDE),
  REFUSED("was refused by policy", Duty.NONE),
  DENIED("was denied", Duty.NONE),
  LAPSED("lapsed: nobody decided in time", Duty.NONE),
  WITHDRAWN("was withdrawn before access began", Duty.NONE),
  APPROVED("was approved", Duty.NONE),
  EMERGENCY("got access by the emergency rule", Duty.REVIEW),
  ACTIVE("has access", Duty.NONE),
  REVIEW_DUE("has to be reviewed", Duty.REVIEW),
  RENEWAL_OFFERED("can be renewed", Duty.DECIDE),
  EXPIRING("is about to lose access", Duty.NONE),
  REVIEW_OVERDUE("was not reviewed in time", Duty.REVIEW),
  REVOCATION_STUCK("could not be taken back yet", Duty.NONE),
  ENDED("has no access any more", Duty.NONE),
  OFFBOARDED("was offboarded", Duty.NONE),
  /** Of the operator itself. */
  GUARD_DOWN("does not act: nothing is approved or granted until it does", Duty.NONE),
  /** Sent by a person to see whether a sink works; never filtered. */
  TEST("is a test of this sink", Duty.NONE);

  /** What it asks of people. */
  enum Duty {
    DECIDE,
    REVIEW,
    NONE
  }

  private static final Set<Kind> URGENT = EnumSet.of(EMERGENCY, REVOCATION_STUCK, GUARD_DOWN, TEST);

  private final String says;
  private final Duty duty;

  Kind(String says, Duty duty) {
    this.says = says;
    this.duty = duty;
  }

  Duty duty() {
    return duty;
  }

  /** As in configuration and in the type of an event, such as {@code needs-approval}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What to say after the name of what it is about. */
  String says() {
    return says;
  }

  /** The kind of that word, if a sink can ask for it. */
  public static Optional<Kind> of(String word) {
    return Arrays.stream(values())
        .filter(kind -> kind != TEST && kind.word().equals(word))
        .findFirst();
  }

  /** Whether it is told at once also in quiet hours and between digests. */
  boolean isUrgent() {
    return URGENT.contains(this);
  }

  /** Whether it can be derived again from what stands in requests and records. */
  boolean isDerived() {
    return this != GUARD_DOWN && this != TEST;
  }
}
