package dev.leasehold.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a catalog's owners demand of an entitlement beyond its ordinary terms.
 *
 * @param conflictsWith qualified names of entitlements that must not be held together with it
 * @param renewal absent: the window cannot be prolonged
 * @param review absent: nobody has to look at live access again
 * @param emergency absent: there is no shorter way
 * @param transfer who answers for it for the time being, instead of the catalog's owner
 */
public record Governance(
    List<Policy> policies,
    Set<String> conflictsWith,
    Optional<Renewal> renewal,
    Optional<ReviewDuty> review,
    Optional<Emergency> emergency,
    Evidence evidence,
    Optional<Transfer> transfer) {
  public Governance {
    policies = List.copyOf(policies);
    conflictsWith = Set.copyOf(conflictsWith);
  }

  /** Nothing beyond the ordinary terms. */
  public static Governance none() {
    return new Governance(
        List.of(),
        Set.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Evidence.MINIMAL,
        Optional.empty());
  }

  /** A condition in CEL that must hold, and what is said when it does not. */
  public record Policy(String name, String expression, String message) {}

  /**
   * How a window may be prolonged.
   *
   * @param openBefore how long before the end of the window a renewal is offered
   * @param maxTotal the longest life with all renewals
   */
  public record Renewal(Duration openBefore, Duration maxTotal) {}

  /**
   * How soon after activation somebody has to review the access, and what follows if nobody does.
   */
  public record ReviewDuty(Duration within, Overdue onOverdue) {}

  /** What follows when a review is not done in time. */
  public enum Overdue {
    /** It is shown. */
    FLAG,
    /** Access ends. */
    REVOKE
  }

  /** A shorter way for emergencies, which is always reviewed afterwards. */
  public record Emergency(
      Duration maxDuration, List<ApprovalPolicy.Place> places, Duration reviewWithin) {
    public Emergency {
      places = List.copyOf(places);
    }
  }

  /** How much must be on record before access begins. */
  public enum Evidence {
    MINIMAL,
    STANDARD,
    REGULATED
  }

  /**
   * A hand-over of accountability that ends by itself at {@code until}.
   *
   * @param acceptedBy who accepted it for its taker; empty: nobody did, and it moves nothing
   */
  public record Transfer(String to, Instant until, String because, Optional<String> acceptedBy) {
    /** How far ahead one may end. */
    public static final Duration LONGEST = Duration.ofDays(366);

    /** Whether one that ends then is none. */
    public static boolean isTooLong(Instant until, Instant now) {
      return until.isAfter(now.plus(LONGEST));
    }
  }
}
