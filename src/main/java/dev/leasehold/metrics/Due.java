package dev.leasehold.metrics;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRecordStatus;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.AccessRequestStatus;
import dev.leasehold.api.v1alpha1.Ending;
import dev.leasehold.lifecycle.RequestObservation.RecordView.Standing;
import dev.leasehold.observe.RecordReader;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** When access was to end: at its window's end, or when an earlier cause of its end was seen. */
final class Due {
  private Due() {}

  /** Also where that is still to come; empty where the record is closed. */
  static Optional<Instant> of(AccessRecord record) {
    return RecordReader.standing(record) == Standing.CLOSED
        ? Optional.empty()
        : Optional.of(end(record));
  }

  /** The same of a record that may be closed. */
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
