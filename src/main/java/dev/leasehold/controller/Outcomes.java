package dev.leasehold.controller;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRecordStatus;
import dev.leasehold.grant.Access.Provided;
import dev.leasehold.grant.Outcome;
import dev.leasehold.grant.Unavailable;
import dev.leasehold.lifecycle.RequestObservation.RecordView.Standing;
import dev.leasehold.model.EndCause;
import dev.leasehold.model.Grant;
import dev.leasehold.model.Holdings;
import dev.leasehold.model.ObjectRef;
import dev.leasehold.model.Reason;
import dev.leasehold.model.Redelivery;
import dev.leasehold.observe.RecordReader;
import dev.leasehold.status.Blame;
import dev.leasehold.status.RecordStatusWriter;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes down what became of handing out, and tells people of what went wrong. */
record Outcomes(Telling telling, Notices notices, Entries entries) {
  /**
   * @param wish what the request said in {@code leasehold.dev/redeliver}, if that was done
   */
  AccessRecord of(
      AccessRecord record,
      Grant grant,
      Outcome<Provided> issued,
      Optional<Redelivery> wish,
      Instant now) {
    return switch (issued) {
      case Outcome.Refused<Provided>(Reason reason) -> refused(record, reason, now);
      case Outcome.Done<Provided>(Provided provided) -> written(record, grant, provided, wish, now);
    };
  }

  /** What cannot be begun is taken back; what is in use goes on, and is tried again. */
  private AccessRecord refused(AccessRecord record, Reason reason, Instant now) {
    if (RecordReader.standing(record) != Standing.ACTIVE) {
      return fail(record, reason, now);
    }
    if (!RecordReader.undelivered(record)) {
      notices.externallyModified(record, reason);
    }
    throw new Unavailable(reason);
  }

  /** What was taken away is put back, with the credentials that were in use. */
  AccessRecord restored(
      AccessRecord record, Grant grant, Map<String, List<ObjectRef>> objects, Instant now) {
    return written(record, grant, kept(record, grant, objects), Optional.empty(), now);
  }

  private static Provided kept(
      AccessRecord record, Grant grant, Map<String, List<ObjectRef>> objects) {
    Map<String, Holdings> holdings = new HashMap<>();
    grant
        .targets()
        .forEach(
            target -> {
              Holdings before = RecordReader.holdings(record, target.name());
              List<ObjectRef> made = objects.getOrDefault(target.name(), before.objects());
              holdings.put(target.name(), new Holdings(made, before.current(), before.previous()));
            });
    return new Provided(holdings, Optional.empty());
  }

  private AccessRecord written(
      AccessRecord record, Grant grant, Provided provided, Optional<Redelivery> wish, Instant now) {
    AccessRecordStatus status =
        RecordStatusWriter.provided(
            record, grant, provided.holdings(), provided.delivered(), wish, now);
    entries.provided(record, provided.holdings(), wish, now);
    AccessRecord after = telling.write(record, status);
    if (record.getSpec().emergency() && RecordReader.standing(record) == Standing.ACTIVATING) {
      notices.emergency(after);
    }
    return after;
  }

  /** Access that was in use and cannot be put back was not begun in vain: it is taken back. */
  AccessRecord fail(AccessRecord record, Reason reason, Instant now) {
    Reason blamed = Blame.of(record, reason);
    boolean begun = RecordReader.standing(record) == Standing.ACTIVE;
    EndCause.Kind kind = begun ? EndCause.Kind.REVOKED : EndCause.Kind.ACTIVATION_FAILED;
    EndCause cause = EndCause.byRule(kind, blamed, now);
    entries.failed(record, blamed, now);
    if (!begun) {
      notices.activationFailed(record, blamed);
    }
    return telling.write(record, RecordStatusWriter.ending(record, cause, List.of(), now));
  }
}
