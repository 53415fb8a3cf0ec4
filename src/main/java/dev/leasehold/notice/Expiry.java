package dev.leasehold.notice;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRecordStatus;
import dev.leasehold.api.v1alpha1.HistoryEvent;
import dev.leasehold.api.v1alpha1.Sealed;
import dev.leasehold.api.v1alpha1.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** When to say that access is about to end. */
final class Expiry {
  /** Of the window that is told ahead of its end: one in so many. */
  private static final int PART = 10;

  private static final Duration LEAST = Duration.ofMinutes(15);

  private Expiry() {}

  /** A tenth of the window before its end, at least 15 min, but never before half of it is over. */
  static Instant at(Instant start, Instant end) {
    Duration window = Duration.between(start, end);
    Duration tenth = window.dividedBy(PART);
    Duration ahead = tenth.compareTo(LEAST) > 0 ? tenth : LEAST;
    Duration half = window.dividedBy(2);
    return end.minus(ahead.compareTo(half) > 0 ? half : ahead);
  }

  /**
   * When that is for a record; empty where it never gave access, or is over before. A window that
   * was prolonged, or began late, may have come to it already: then it is said as soon as that was.
   */
  static Optional<Instant> of(AccessRecord record) {
    Window window = Sealed.window(record);
    AccessRecordStatus status = record.getStatus();
    if (window == null || status == null) {
      return Optional.empty();
    }
    Optional<Instant> given =
        Stream.of(HistoryEvent.Provisioned, HistoryEvent.Renewed)
            .flatMap(event -> History.latest(status, event).stream())
            .map(entry -> Instant.parse(entry.at()))
            .max(Comparator.naturalOrder());
    Instant at = at(Instant.parse(window.start()), Instant.parse(window.end()));
    return given
        .map(since -> since.isAfter(at) ? since : at)
        .filter(due -> !endsBefore(record, due));
  }

  private static boolean endsBefore(AccessRecord record, Instant due) {
    AccessRecordStatus status = record.getStatus();
    return status != null
        && status.ending() != null
        && Instant.parse(status.ending().at()).isBefore(due);
  }
}
