package dev.leasehold.approval;

import java.util.List;

/**
 * How far a quorum is.
 *
 * @param more how many people are needed besides those for the places that are free, because the
 *     asker is a machine or a claimed name
 */
public record Count(List<Seats> seats, int more, boolean satisfied) {
  public Count {
    seats = List.copyOf(seats);
  }

  /** The places of one role. */
  public record Seats(String role, int needed, int given) {}
}
