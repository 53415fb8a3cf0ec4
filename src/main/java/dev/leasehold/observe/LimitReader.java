package dev.leasehold.observe;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.AccessRequestSpec;
import dev.leasehold.api.v1alpha1.AccessRequestStatus;
import dev.leasehold.api.v1alpha1.RecordedLimit;
import dev.leasehold.api.v1alpha1.RequestLimit;
import dev.leasehold.model.Durations;
import dev.leasehold.model.Extent;
import dev.leasehold.model.Extent.Limited;
import dev.leasehold.model.Limit;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.policy.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads how much was asked, and the limit that was latched into a status or pinned in a record. */
final class LimitReader {
  private LimitReader() {}

  /** As the request's status has it. */
  static Extent extent(AccessRequest request) {
    AccessRequestSpec spec = request.getSpec();
    Optional<RequestLimit> said =
        Optional.ofNullable(request.getStatus()).map(AccessRequestStatus::limit);
    return new Extent(
        Durations.parse(spec.duration()),
        spec.targets(),
        said.flatMap(LimitReader::limited),
        said.map(RequestLimit::heard).orElse(0));
  }

  /** As the record has it, which decides what is granted for as long as there is access. */
  static Optional<Limited> pinned(AccessRecord record) {
    return Optional.ofNullable(record.getSpec().request().limit()).map(LimitReader::limited);
  }

  /** That the limit is why it is refused. */
  static Verdict notPermitted(Verdict.Refused refused) {
    return new Verdict.Refused(
        new Reason(
            ReasonCode.LIMIT_NOT_PERMITTED,
            "the limit is taken off, since with it: " + refused.reason().message()),
        refused.trace());
  }

  private static Optional<Limited> limited(RequestLimit said) {
    return said.approver() == null || said.at() == null
        ? Optional.empty()
        : Optional.of(
            new Limited(
                new Limit(duration(said.duration()), said.targets()),
                said.approver(),
                Instant.parse(said.at()),
                Objects.requireNonNullElse(said.reason(), "")));
  }

  private static Limited limited(RecordedLimit pinned) {
    return new Limited(
        new Limit(duration(pinned.duration()), pinned.targets()),
        pinned.approver(),
        Instant.parse(pinned.at()),
        Objects.requireNonNullElse(pinned.reason(), ""));
  }

  private static Optional<Duration> duration(@Nullable String text) {
    return Optional.ofNullable(text).map(Durations::parse);
  }
}
