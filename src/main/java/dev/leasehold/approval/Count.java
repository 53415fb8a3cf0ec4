package dev.leasehold.approval;

import java.util.List;
import java.util.Optional;

/**
 * How far a quorum is.
 *
 * @param more how many people are needed besides those for the places that are free
 * @param because why that is more than the places, if it is
 */
public record Count(List<Seats> seats, int more, boolean satisfied, Optional<String> because) {
  public Count {
    seats = List.copyOf(seats);
  }

  /** The places of one role. */
  public record Seats(String role, int needed, int given) {}
}
