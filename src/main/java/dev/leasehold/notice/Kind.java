package dev.leasehold.notice;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a notice is about, in the order in which these happen to one request. */
public enum Kind {
  NEEDS_APPROVAL("waits for approval"),
  REFUSED("was refused by policy"),
  DENIED("was denied"),
  LAPSED("lapsed: nobody decided in time"),
  WITHDRAWN("was withdrawn before access began"),
  APPROVED("was approved"),
  EMERGENCY("got access by the emergency rule"),
  ACTIVE("has access"),
  REVIEW_DUE("has to be reviewed"),
  RENEWAL_OFFERED("can be renewed"),
  EXPIRING("is about to lose access"),
  REVIEW_OVERDUE("was not reviewed in time"),
  REVOCATION_STUCK("could not be taken back yet"),
  ENDED("has no access any more"),
  OFFBOARDED("was offboarded"),
  /** Of the operator itself. */
  GUARD_DOWN("does not act: nothing is approved or granted until it does"),
  /** Sent by a person to see whether a sink works; never filtered. */
  TEST("is a test of this sink");

  private final String says;

  Kind(String says) {
    this.says = says;
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
    return switch (this) {
      case EMERGENCY, REVOCATION_STUCK, GUARD_DOWN, TEST -> true;
      case NEEDS_APPROVAL,
          REFUSED,
          DENIED,
          LAPSED,
          WITHDRAWN,
          APPROVED,
          ACTIVE,
          REVIEW_DUE,
          RENEWAL_OFFERED,
          EXPIRING,
          REVIEW_OVERDUE,
          ENDED,
          OFFBOARDED ->
          false;
    };
  }

  /** Whether it can be derived again from what stands in requests and records. */
  boolean isDerived() {
    return this != GUARD_DOWN && this != TEST;
  }
}
