package dev.leasehold.metrics;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.AccessRequestStatus;
import dev.leasehold.api.v1alpha1.EndingCause;
import dev.leasehold.api.v1alpha1.HistoryEntry;
import dev.leasehold.lifecycle.RequestObservation.RecordView.Standing;
import dev.leasehold.observe.RecordReader;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** Counts what happens to requests and grants. */
public record Happenings(Meters meters) {
  /** The request's history has this new entry. */
  public void happened(AccessRequest request, HistoryEntry entry) {
    AccessRequestStatus status = request.getStatus();
    // What is denied or withdrawn later was granted before.
    if (status != null && status.grantedAt() == null) {
      Arrays.stream(Label.Result.values())
          .filter(result -> result != Label.Result.Granted)
          .filter(result -> result.name().equals(entry.event()))
          .forEach(this::decided);
    }
  }

  /** It was tried to hand out what was granted; counts where that is usable now. */
  public void provided(AccessRecord record, Optional<AccessRequest> request, Instant now) {
    if (RecordReader.standing(record) == Standing.ACTIVE) {
      usable(record, request, now);
    }
  }

  private void usable(AccessRecord record, Optional<AccessRequest> request, Instant now) {
    decided(Label.Result.Granted);
    Latency.usable(record, request, now)
        .forEach((kind, time) -> meters.took(Metric.APPROVAL_TO_USABLE, time, kind.name()));
  }

  private void decided(Label.Result result) {
    meters.count(Metric.DECISIONS, result.name());
  }

  /** Nothing is left of it. */
  public void ended(AccessRecord record, EndingCause cause, Instant now) {
    meters.count(Metric.GRANTS_ENDED, cause.name());
    Latency.revoked(record, now)
        .forEach((kind, time) -> meters.took(Metric.REVOCATION, time, kind.name()));
  }

  /** Something went wrong with a grant. */
  public void trouble(Label.Trouble what) {
    meters.count(Metric.TROUBLE, what.name());
  }

  /** Something became of an identity. */
  public void identity(Label.Standing what) {
    meters.count(Metric.IDENTITIES, what.name());
  }

  /** The sweep found so many. */
  public void found(Label.Finding what, int times) {
    meters.count(Metric.SWEEP_FINDINGS, times, what.name());
  }
}
