package dev.leasehold.metrics;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRecordStatus;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.RecordedTarget;
import dev.leasehold.api.v1alpha1.TargetKind;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** How long people and attackers had to wait, by kind of target. */
final class Latency {
  private Latency() {}

  /**
   * From the last approval, or from {@code startAt} if that is later, until now. Empty where nobody
   * had to approve: when such a request came is known to the second only.
   */
  static Map<TargetKind, Duration> usable(
      AccessRecord record, Optional<AccessRequest> request, Instant now) {
    Optional<Instant> approved =
        record.getSpec().approvals().stream()
            .flatMap(approval -> Due.parsed(approval.at()).stream())
            .max(Instant::compareTo);
    Optional<Instant> wanted = request.flatMap(r -> Due.parsed(r.getSpec().startAt()));
    Map<TargetKind, Duration> times = new EnumMap<>(TargetKind.class);
    approved
        .flatMap(at -> Stream.concat(Stream.of(at), wanted.stream()).max(Instant::compareTo))
        .ifPresent(
            from ->
                record
                    .getSpec()
                    .targets()
                    .forEach(target -> times.put(target.kind(), between(from, now))));
    return times;
  }

  /** Of a record that was just closed; of each kind the target that took longest. */
  static Map<TargetKind, Duration> revoked(AccessRecord record, Instant now) {
    Instant due = Due.end(record);
    Map<TargetKind, Duration> times = new EnumMap<>(TargetKind.class);
    for (RecordedTarget target : record.getSpec().targets()) {
      Duration took = between(due, removed(record, target.name()).orElse(now));
      times.merge(target.kind(), took, (a, b) -> a.compareTo(b) > 0 ? a : b);
    }
    return times;
  }

  private static Optional<Instant> removed(AccessRecord record, String target) {
    AccessRecordStatus status = record.getStatus();
    return status == null
        ? Optional.empty()
        : status.targets().stream()
            .filter(t -> t.name().equals(target))
            .flatMap(t -> Due.parsed(t.removedAt()).stream())
            .findFirst();
  }

  /** What was there before it was asked for took no time. */
  private static Duration between(Instant from, Instant to) {
    return to.isBefore(from) ? Duration.ZERO : Duration.between(from, to);
  }
}
