package dev.leasehold.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Counts what does not agree and what cannot be told. What the log says counts against a record
 * only if it is older than the records, by {@link #SLACK}: when these were read is known only after
 * the last of them. For one thread.
 */
final class Tally {
  /**
   * So much later than an entry its record may say the same: writing it is tried again after five
   * minutes at the latest.
   */
  static final Duration SLACK = Duration.ofMinutes(5);

  private static final int KEPT = 1000;
  private static final int WAITING = 10_000;

  private final List<Difference> kept = new ArrayList<>();
  private final List<Waiting> waiting = new ArrayList<>();
  private final Map<Uncompared, Long> uncompared = new EnumMap<>(Uncompared.class);
  private Instant read;
  private long count;

  /** A difference that counts if the records were read later than that. */
  private record Waiting(Difference difference, Instant since, Uncompared otherwise) {}

  /**
   * @param read when the records were read; if it is not known, the newest time that they say
   */
  Tally(Optional<Instant> read) {
    this.read = read.orElse(Instant.MIN);
  }

  /** A record says that something happened then. */
  void saw(Instant at) {
    read = at.isAfter(read) ? at : read;
  }

  /** When the records were read, or later. */
  Instant read() {
    return read;
  }

  void unknown(Uncompared what) {
    long _ = uncompared.merge(what, 1L, Long::sum);
  }

  void differ(Difference difference) {
    count++;
    if (kept.size() < KEPT) {
      kept.add(difference);
    }
  }

  /** The log says otherwise since then; more than 10,000 that wait cannot be told. */
  void differ(Difference difference, Instant since, Uncompared otherwise) {
    if (isOlder(since)) {
      differ(difference);
    } else if (waiting.size() < WAITING) {
      waiting.add(new Waiting(difference, since, otherwise));
    } else {
      unknown(otherwise);
    }
  }

  private boolean isOlder(Instant since) {
    return !since.plus(SLACK).isAfter(read);
  }

  /** After the last record: what is older than all of them counts. */
  void settle() {
    for (Waiting each : waiting) {
      if (isOlder(each.since)) {
        differ(each.difference);
      } else {
        unknown(each.otherwise);
      }
    }
    waiting.clear();
  }

  Comparison comparison(long records) {
    return new Comparison(records, kept, count, uncompared);
  }
}
