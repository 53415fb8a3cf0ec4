package dev.leasehold.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The requests of a period.
 *
 * @param lives in the order of their first entries
 * @param asOf the time for which this is said: when the period ends, if the log reaches so far, or
 *     else the time of the newest entry; nothing if there is no entry
 * @param entries how many were read until then
 */
public record Population(List<Life> lives, Optional<Instant> asOf, long entries) {
  public Population {
    lives = List.copyOf(lives);
  }
}
