package dev.leasehold.metrics;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRecordStatus;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.AccessRequestStatus;
import dev.leasehold.api.v1alpha1.Ending;
import dev.leasehold.api.v1alpha1.Window;
import dev.leasehold.observe.RecordReader;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** When access was to end: at its window's end, or when an earlier cause of its end was seen. */
final class Due {
  /** Characters of a time up to its seconds. */
  private static final int TO_SECONDS = "2026-12-01T08:00:00".length();

  private Due() {}

  /**
   * Whether its end is surely still to come, told without parsing: of 10,000 grants that would be
   * most of what a scrape costs. The schema has all times in UTC, so texts are in order of time.
   *
   * @param now as {@link #toSeconds} gives it
   */
  static boolean isAhead(AccessRecord record, String now) {
    AccessRecordStatus status = record.getStatus();
    Window window = record.getSpec().window();
    return window != null
        && isLater(window.end(), now)
        && (status == null
            || (status.ending() == null
                && (status.sealed() == null || isLater(status.sealed().windowEnd(), now))));
  }

  /** A time as it is compared: without what is smaller than a second. */
  static String toSeconds(Instant now) {
    return now.truncatedTo(ChronoUnit.SECONDS).toString().substring(0, TO_SECONDS);
  }

  private static boolean isLater(String time, String now) {
    return time.length() > TO_SECONDS && time.substring(0, TO_SECONDS).compareTo(now) > 0;
  }

  /** Also where that is still to come, and of a record that is closed. */
  static Instant end(AccessRecord record) {
    AccessRecordStatus status = record.getStatus();
    Instant end = RecordReader.window(record).end();
    return Stream.concat(Stream.of(end), seen(status == null ? null : status.ending()).stream())
        .min(Instant::compareTo)
        .orElse(end);
  }

  /**
   * What a request says before its record does: that its end was decided, or that it is being
   * deleted. Empty where nothing was granted, or nothing is left.
   */
  static Optional<Instant> of(AccessRequest request) {
    AccessRequestStatus status = request.getStatus();
    if (status == null || status.record() == null || status.endedAt() != null) {
      return Optional.empty();
    }
    return Stream.concat(
            seen(status.ending()).stream(),
            parsed(request.getMetadata().getDeletionTimestamp()).stream())
        .min(Instant::compareTo);
  }

  private static Optional<Instant> seen(@Nullable Ending ending) {
    return ending == null ? Optional.empty() : parsed(ending.at());
  }

  /** A time that the schema let pass and that does not exist says nothing here. */
  static Optional<Instant> parsed(@Nullable String text) {
    try {
      return text == null ? Optional.empty() : Optional.of(Instant.parse(text));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
