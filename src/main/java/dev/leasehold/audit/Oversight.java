package dev.leasehold.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who else has to agree, before and afterwards.
 *
 * @param approvalNeeded whether somebody had to approve it; nothing if the log does not say
 * @param emergency whether it was asked for as one; nothing if the log does not say
 * @param reviewWithin how soon after the beginning somebody has to look at it, if anybody has to
 */
public record Oversight(
    Optional<Boolean> approvalNeeded,
    Optional<Boolean> emergency,
    Optional<Duration> reviewWithin,
    List<Review> reviews) {
  private static final int MAX_REVIEWS = 100;

  static final Oversight UNSAID =
      new Oversight(Optional.empty(), Optional.empty(), Optional.empty(), List.of());

  public Oversight {
    reviews = List.copyOf(reviews);
  }

  /** Whether the log says that somebody had to approve it. */
  boolean needsApproval() {
    return approvalNeeded.orElse(false);
  }

  public boolean isEmergency() {
    return emergency.orElse(false);
  }

  Oversight with(Said said) {
    return new Oversight(
        said.flag("approvalNeeded").or(() -> approvalNeeded),
        said.flag("emergency").or(() -> emergency),
        said.duration("reviewWithin").or(() -> reviewWithin),
        reviews);
  }

  Oversight reviewed(Instant at, Said said) {
    if (reviews.size() == MAX_REVIEWS) {
      return this;
    }
    List<Review> more = new ArrayList<>(reviews);
    more.add(new Review(said.text("actor"), said.reason(), at));
    return new Oversight(approvalNeeded, emergency, reviewWithin, more);
  }

  /** Nobody looked at it although it was due; access that ended before needs it no more. */
  boolean isOwed(Access access, Ending ending, Instant asOf) {
    Optional<Instant> due = access.provisioned().flatMap(since -> reviewWithin.map(since::plus));
    return reviews.isEmpty()
        && due.filter(asOf::isAfter)
            .filter(by -> isEmergency() || ending.at().map(by::isBefore).orElse(true))
            .isPresent();
  }
}
