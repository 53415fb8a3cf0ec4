package dev.leasehold.audit;

import java.time.Instant;
import java.util.Optional;

/**
 * Which part of a log is looked at. What had begun before it and not ended belongs to it; what is
 * after its end is not known.
 *
 * @param from what happened from then on
 * @param until what happened before
 * @param first the first entry, which is the size of the checkpoint at which it begins
 * @param end the entry after the last one
 */
public record Period(
    Optional<Instant> from, Optional<Instant> until, long first, Optional<Long> end) {
  /** The whole log. */
  public static final Period ALL =
      new Period(Optional.empty(), Optional.empty(), 0, Optional.empty());

  public boolean isAll() {
    return equals(ALL);
  }

  boolean isBeforeEnd(long index, Instant at) {
    return end.map(limit -> index < limit).orElse(true) && until.map(at::isBefore).orElse(true);
  }

  boolean isAfterBeginning(long index, Instant at) {
    return index >= first && from.map(then -> !at.isBefore(then)).orElse(true);
  }
}
