package dev.leasehold.observe;

import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.AccessRequestStatus;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.policy.Progress;
import dev.leasehold.policy.Turn;
import java.time.Instant;
import java.util.Objects;

/** Reads from a request's status how far it has come among those who want the same. */
public final class ProgressReader {
  private ProgressReader() {}

  /** How far it has come, as long as it has not ended. */
  public static Progress read(AccessRequest request) {
    AccessRequestStatus status = request.getStatus();
    if (status == null || (status.phase() == null && status.record() == null)) {
      return new Progress.Unjudged();
    }
    String created = request.getMetadata().getCreationTimestamp();
    if (status.record() != null) {
      return new Progress.Live(
          Moment.of(Objects.requireNonNullElse(status.grantedAt(), created), created));
    }
    if (status.offer() != null) {
      return new Progress.Offered();
    }
    return new Progress.Waiting(
        Moment.of(
            status.history().isEmpty() ? created : status.history().getFirst().at(), created));
  }

  /** Its place among those who want access. */
  public static Turn turn(AccessRequest request) {
    return new Turn(
        read(request),
        Instant.parse(request.getMetadata().getCreationTimestamp()),
        request.getMetadata().getUid());
  }

  /** Whether what others wait for is known: it was offered, or given, or has ended. */
  public static boolean isDecided(AccessRequest request) {
    AccessRequestStatus status = request.getStatus();
    return (status != null && status.endedAt() != null) || read(request).settled();
  }

  /** Whether it waits for what becomes of an earlier one. */
  public static boolean isBehind(AccessRequest request) {
    AccessRequestStatus status = request.getStatus();
    return status != null
        && status.endedAt() == null
        && status.conditions().stream()
            .anyMatch(c -> ReasonCode.EARLIER_REQUEST_UNDECIDED.is(c.getReason()));
  }
}
