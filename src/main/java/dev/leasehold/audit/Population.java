package dev.leasehold.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The requests of a period.
 *
 * @param lives in the order of their first entries
 * @param offboardings those with an entry in the period, and those not lifted before it, by time
 * @param orphans objects that belonged to no live record and were removed in the period
 * @param asOf the time for which this is said: when the period ends, if the log reaches so far, or
 *     else the time of the newest entry; nothing if there is no entry
 * @param entries how many were read until then
 */
public record Population(
    List<Life> lives,
    List<Offboarding> offboardings,
    long orphans,
    Optional<Instant> asOf,
    long entries) {
  public Population {
    offboardings = List.copyOf(offboardings);
    lives = List.copyOf(lives);
  }
}
