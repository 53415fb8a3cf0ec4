package dev.leasehold.controller;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.RequestLimit;
import dev.leasehold.cluster.Outline;
import dev.leasehold.cluster.Store;
import dev.leasehold.lifecycle.RequestObservation.RecordView.Standing;
import dev.leasehold.model.Durations;
import dev.leasehold.observe.RecordReader;
import dev.leasehold.status.RenewalWriter;
import java.time.Instant;
import java.util.Optional;

/** Writes down what was done to a live grant before the operator stopped, and was not told. */
record LateNotes(Store store) {
  /** The record with what it lacked; empty where it lacks nothing. */
  Optional<AccessRecord> of(AccessRecord record, Optional<AccessRequest> request, Instant now) {
    return request
        .filter(r -> RecordReader.standing(record) == Standing.ACTIVE && !Outline.is(r))
        .map(r -> Durations.parse(RequestLimit.duration(r)))
        .flatMap(asked -> RenewalWriter.untold(record, asked, now))
        .map(status -> store.write(record, status));
  }
}
