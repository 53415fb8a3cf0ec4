package dev.leasehold.metrics;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRecordStatus;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.lifecycle.RequestObservation.RecordView.Standing;
import dev.leasehold.observe.RecordReader;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How all grants and requests stand at one moment, counted from what is in memory. */
final class Census {
  private static final String REVOCATION_FAILED = "RevocationFailed";

  private final Instant now;
  private final String seconds;
  private final CatalogNames catalogs;
  private final Map<String, Map<Label.GrantState, Integer>> live = new HashMap<>();
  private final Map<String, Map<Label.Waiting, Integer>> waiting = new HashMap<>();
  private Instant oldest;
  private int overdue;
  private int stuck;
  private int reviews;
  private int reviewsOverdue;

  private Census(Instant now, CatalogNames catalogs) {
    this.now = now;
    this.seconds = Due.toSeconds(now);
    this.catalogs = catalogs;
    this.oldest = now;
  }

  /** One object that cannot be read hides none of the others. */
  static Census of(
      Stream<AccessRecord> records,
      Stream<AccessRequest> requests,
      CatalogNames catalogs,
      Instant now) {
    Census census = new Census(now, catalogs);
    records.forEach(record -> guarded(() -> census.add(record)));
    requests.forEach(request -> guarded(() -> census.add(request)));
    return census;
  }

  private static void guarded(Runnable count) {
    try {
      count.run();
    } catch (RuntimeException e) {
      // Its own flow says so in the log; here it would be said at each scrape.
    }
  }

  private void add(AccessRecord record) {
    AccessRecordStatus status = record.getStatus();
    if (status != null && RecordReader.owesReview(record)) {
      reviews++;
      Due.parsed(status.reviewBy()).filter(now::isAfter).ifPresent(by -> reviewsOverdue++);
    }
    Standing standing = RecordReader.standing(record);
    switch (standing) {
      case ACTIVATING -> live(record, Label.GrantState.Activating);
      case ACTIVE -> live(record, Label.GrantState.Active);
      case ENDING -> live(record, Label.GrantState.Ending);
      case CLOSED -> {
        return;
      }
    }
    if (!Due.isAhead(record, seconds)) {
      overdue(Due.end(record));
    }
    if (standing == Standing.ENDING && isStuck(status)) {
      stuck++;
    }
  }

  private void overdue(Instant due) {
    if (!now.isBefore(due)) {
      overdue++;
      since(due);
    }
  }

  private static boolean isStuck(@Nullable AccessRecordStatus status) {
    return status != null
        && status.conditions().stream()
            .anyMatch(c -> c.getType().equals(REVOCATION_FAILED) && c.getStatus().equals("True"));
  }

  private void live(AccessRecord record, Label.GrantState state) {
    String catalog = catalogs.counted(record.getSpec().entitlement().catalog());
    live.computeIfAbsent(catalog, c -> new EnumMap<>(Label.GrantState.class))
        .merge(state, 1, Integer::sum);
  }

  private void add(AccessRequest request) {
    Due.of(request).filter(now::isAfter).ifPresent(this::since);
    if (request.getStatus() == null || request.getStatus().phase() == null) {
      return;
    }
    switch (request.getStatus().phase()) {
      case Pending -> waiting(request, Label.Waiting.Pending);
      case AwaitingApproval -> waiting(request, Label.Waiting.AwaitingApproval);
      case Scheduled -> waiting(request, Label.Waiting.Scheduled);
      case Activating,
          Active,
          Ending,
          Ended,
          Rejected,
          Denied,
          Lapsed,
          Withdrawn,
          Revoked,
          ActivationFailed -> {}
    }
  }

  private void waiting(AccessRequest request, Label.Waiting phase) {
    String catalog = catalogs.counted(request.getSpec().entitlement().catalog());
    waiting
        .computeIfAbsent(catalog, c -> new EnumMap<>(Label.Waiting.class))
        .merge(phase, 1, Integer::sum);
  }

  private void since(Instant due) {
    oldest = due.isBefore(oldest) ? due : oldest;
  }

  Duration oldestOverdue() {
    return Duration.between(oldest, now);
  }

  int overdue() {
    return overdue;
  }

  int stuck() {
    return stuck;
  }

  int reviews() {
    return reviews;
  }

  int reviewsOverdue() {
    return reviewsOverdue;
  }

  /** Of a catalog under the name by which it is counted. */
  int live(String catalog, Label.GrantState state) {
    return live.getOrDefault(catalog, Map.of()).getOrDefault(state, 0);
  }

  int waiting(String catalog, Label.Waiting phase) {
    return waiting.getOrDefault(catalog, Map.of()).getOrDefault(phase, 0);
  }
}
