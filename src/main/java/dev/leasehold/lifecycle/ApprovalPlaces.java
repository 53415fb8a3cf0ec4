package dev.leasehold.lifecycle;

import dev.leasehold.model.ApprovalPolicy;
import dev.leasehold.model.Stamp;
import java.util.Optional;

/**
 * The places that stamps of approvals have on a request: they are never cleared, so each offer that
 * is made leaves fewer for the next.
 */
final class ApprovalPlaces {
  /** Numbered approval.leasehold.dev/1 to 8 (decision 0030). */
  private static final int ALL = 8;

  /** Who need two approvers whatever the catalog says. */
  private static final int TWO = 2;

  private ApprovalPlaces() {}

  /**
   * Whether there are enough for those who have to approve.
   *
   * @param open digest of the offer whose approvals count; empty: none count any more
   */
  static boolean suffice(RequestObservation seen, Optional<String> open, ApprovalPolicy policy) {
    long taken =
        seen.stamps().stream()
            .filter(stamp -> stamp.act() == Stamp.Act.APPROVAL)
            .filter(stamp -> !Optional.of(stamp.offer()).equals(open))
            .count();
    int people = policy.places().stream().mapToInt(ApprovalPolicy.Place::count).sum();
    int least = seen.request().askers().needTwoApprovers() ? TWO : 1;
    return policy.mode() == ApprovalPolicy.Mode.AUTO || taken + Math.max(least, people) <= ALL;
  }
}
