package dev.leasehold.model;

import java.time.Duration;
import java.util.List;

/**
 * Who has to accept an offer, and for how long they may take.
 *
 * @param decideWithin an undecided request lapses after this
 * @param validFor an approval that is not followed by activation lapses after this
 */
public record ApprovalPolicy(
    Mode mode,
    List<Place> places,
    Duration decideWithin,
    Duration validFor,
    boolean allowSubjectControllers) {
  public ApprovalPolicy {
    places = List.copyOf(places);
    if (mode == Mode.REQUIRED && places.isEmpty()) {
      throw new IllegalArgumentException("required approval names at least one role");
    }
  }

  /** Whether people are asked at all. */
  public enum Mode {
    REQUIRED,
    AUTO
  }

  /** So many different holders of one role. */
  public record Place(String role, int count) {
    public Place {
      if (count < 1) {
        throw new IllegalArgumentException("count is at least 1");
      }
    }
  }
}
