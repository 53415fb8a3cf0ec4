package dev.leasehold.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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

  /** The same, but these have to accept. */
  public ApprovalPolicy by(List<Place> others) {
    return new ApprovalPolicy(
        Mode.REQUIRED, others, decideWithin, validFor, allowSubjectControllers);
  }

  /** The same, but asking for these. */
  public ApprovalPolicy asking(List<Place> others) {
    return new ApprovalPolicy(mode, others, decideWithin, validFor, allowSubjectControllers);
  }

  /** How many have to accept in every case; who has a condition may not be asked at all. */
  public static int inEveryCase(Stream<Place> places) {
    return places.filter(place -> place.when().isEmpty()).mapToInt(Place::count).sum();
  }

  /** Whether people are asked at all. */
  public enum Mode {
    REQUIRED,
    AUTO
  }

  /**
   * So many different holders of one role.
   *
   * @param when a CEL expression that says whether it is asked for; absent: always
   */
  public record Place(String role, int count, Optional<String> when) {
    public Place(String role, int count) {
      this(role, count, Optional.empty());
    }

    public Place {
      if (count < 1) {
        throw new IllegalArgumentException("count is at least 1");
      }
    }
  }
}
