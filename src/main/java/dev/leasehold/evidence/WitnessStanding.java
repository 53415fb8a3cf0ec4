package dev.leasehold.evidence;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How it stands with one witness that is asked. For one thread but for {@link #cosignedAt}. */
final class WitnessStanding {
  /** A cosignature says when; one of a log without new entries is asked for again after this. */
  private static final Duration REFRESH = Duration.ofHours(1);

  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
  private static final int DOUBLINGS = 6;

  private final WitnessPeer peer;
  private long size;
  private int failures;
  private Instant notBefore = Instant.MIN;
  private Optional<Checkpoint> cosigned = Optional.empty();
  private volatile Optional<Instant> cosignedAt = Optional.empty();
  private Optional<String> trouble = Optional.empty();

  WitnessStanding(WitnessPeer peer) {
    this.peer = peer;
  }

  WitnessPeer peer() {
    return peer;
  }

  /** The size that it last said it has cosigned; 0 if it was not asked. */
  long size() {
    return size;
  }

  void learned(long known) {
    size = known;
  }

  /** When it last cosigned, by this machine's clock. */
  Optional<Instant> cosignedAt() {
    return cosignedAt;
  }

  boolean isDue(Checkpoint latest, Instant now) {
    boolean isNew = !cosigned.equals(Optional.of(latest));
    boolean isOld =
        cosignedAt.map(at -> at.isAfter(now) || !now.isBefore(at.plus(REFRESH))).orElse(true);
    // A clock that is put back does not make the pause longer.
    boolean isPause = now.isBefore(notBefore) && !now.plus(LONGEST_PAUSE).isBefore(notBefore);
    return !isPause && (isNew || isOld);
  }

  /** Whether this is news: the first time, or after trouble. */
  boolean cosigned(Checkpoint checkpoint, Instant now) {
    boolean isNews = cosigned.isEmpty() || trouble.isPresent();
    size = checkpoint.size();
    cosigned = Optional.of(checkpoint);
    cosignedAt = Optional.of(now);
    failures = 0;
    trouble = Optional.empty();
    return isNews;
  }

  /** Whether this is news. */
  boolean failed(String why, Instant now) {
    boolean isNews = !trouble.equals(Optional.of(why));
    trouble = Optional.of(why);
    failures = Math.min(DOUBLINGS, failures + 1);
    Duration pause = Duration.ofSeconds(1L << failures);
    notBefore = now.plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
    return isNews;
  }
}
