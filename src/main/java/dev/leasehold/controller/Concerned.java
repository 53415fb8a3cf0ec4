package dev.leasehold.controller;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.cluster.Caches;
import dev.leasehold.model.RequestRef;
import java.util.stream.Stream;

/**
 * Finds what a change concerns. What was handed out changes several times in the life of each
 * grant, and names it, so that nobody goes through all there is for it.
 */
record Concerned(Caches caches) {
  /** Requests that may be judged otherwise now. */
  Stream<AccessRequest> requests(Change change) {
    return change instanceof Change.HandedOut
        ? Stream.empty()
        : caches
            .allRequests()
            .filter(change::concerns)
            .filter(r -> r.getStatus() == null || r.getStatus().endedAt() == null);
  }

  /** Records whose grant may have to change or end. */
  Stream<AccessRecord> records(Change change) {
    return change instanceof Change.HandedOut(String uid)
        ? caches.record(RequestRef.recordName(uid)).stream().filter(change::concerns)
        : caches.allRecords().filter(change::concerns);
  }
}
