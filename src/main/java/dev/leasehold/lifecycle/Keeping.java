package dev.leasehold.lifecycle;

import dev.leasehold.model.Reason;
import dev.leasehold.model.Stamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How long a closed record is kept. What was promised when its request had gone is the most: a
 * shorter retention acts on what exists, a longer one does not.
 *
 * @param brief it refuses something, and nobody but those who asked had a part in that
 * @param signed somebody approved by signature, which would count once more without the record, so
 *     that the promise stands
 * @param since when it was seen that neither access nor request is there; earlier versions did not
 *     write that down
 * @param promised until when it is kept, as was written then
 * @param purges what two or more people were attested who want it removed at once; else nothing
 * @param uncounted why that is nothing although people said so, unless that was told already
 */
public record Keeping(
    boolean brief,
    boolean signed,
    Optional<Instant> since,
    Optional<Instant> promised,
    List<Stamp> purges,
    Optional<Reason> uncounted) {
  public Keeping {
    purges = brief && !signed ? List.copyOf(purges) : List.of();
    uncounted = uncounted.filter(why -> brief && !signed);
  }

  /** Nobody wants it removed before its time. */
  public Keeping(
      boolean brief, boolean signed, Optional<Instant> since, Optional<Instant> promised) {
    this(brief, signed, since, promised, List.of(), Optional.empty());
  }

  /** What is still in use, or of no kind of its own. */
  public static Keeping usual(Optional<Instant> promised) {
    return new Keeping(false, false, Optional.empty(), promised);
  }

  /** Until when it is kept by these rules; empty before it is counted. */
  public Optional<Instant> until(Retention retention, Instant now) {
    Instant most = since.orElse(now).plus(span(retention));
    return promised.map(until -> signed || until.isBefore(most) ? until : most);
  }

  /** Whether it is to be let go, or to be told another time than it says. */
  public boolean due(Retention retention, Instant now) {
    Optional<Instant> until = until(retention, now);
    return until.isEmpty()
        || goes(retention, now)
        || uncounted.isPresent()
        || !until.equals(promised);
  }

  /** Whether it is to be let go. */
  public boolean goes(Retention retention, Instant now) {
    return !purges.isEmpty()
        || until(retention, now).filter(until -> !now.isBefore(until)).isPresent();
  }

  Duration span(Retention retention) {
    return brief && !signed ? retention.refused() : retention.usual();
  }
}
