package dev.leasehold.controller;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.cluster.Caches;
import dev.leasehold.lifecycle.RequestObservation.RecordView.Standing;
import dev.leasehold.model.RequestRef;
import dev.leasehold.observe.RecordReader;
import dev.leasehold.observe.RequestReader;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Has the records looked at that heed what was done to their requests. */
record Heeding(Caches caches, RecordFlow records) {
  /** Stamps that may end access. */
  private static final List<String> ENDING = List.of("revocation.", "denial.", "review.");

  /** Deleted, denied, revoked or reviewed: that must not wait behind what merely arrives. */
  static boolean ends(AccessRequest request) {
    return RequestReader.isTerminating(request) || stamped(request);
  }

  private static boolean stamped(AccessRequest request) {
    return request.getMetadata().getAnnotations() != null
        && request.getMetadata().getAnnotations().keySet().stream()
            .anyMatch(k -> ENDING.stream().anyMatch(k::startsWith));
  }

  /** Has the record looked at, if it is open. */
  boolean wakeOpen(AccessRequest request) {
    return wake(request, r -> RecordReader.standing(r) != Standing.CLOSED);
  }

  /** Live grants follow what is annotated on their request (redeliver), and debts a review. */
  void wakeRecord(AccessRequest request) {
    boolean _ =
        wake(
            request,
            r -> RecordReader.standing(r) == Standing.ACTIVE || RecordReader.owesReview(r));
  }

  /** Has the debts looked at that a review may settle now. */
  void wakeOwing() {
    caches
        .allRecords()
        .filter(RecordReader::owesReview)
        .forEach(record -> records.wake(record.getMetadata().getName()));
  }

  private boolean wake(AccessRequest request, Predicate<AccessRecord> which) {
    Optional<AccessRecord> record =
        caches.record(RequestRef.recordName(request.getMetadata().getUid())).filter(which);
    record.ifPresent(r -> records.wake(r.getMetadata().getName()));
    return record.isPresent();
  }
}
