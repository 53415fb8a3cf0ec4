package dev.leasehold.controller;

import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.AccessRequestStatus;
import dev.leasehold.cluster.Caches;
import dev.leasehold.model.RequestRef;
import dev.leasehold.observe.RequestReader;

/**
 * Tells new requests from those that somebody waits for: nothing was offered, granted or refused
 * yet. Emergencies are none of them, nor is what is being deleted.
 */
record Unanswered(Caches caches) {
  boolean has(AccessRequest request) {
    AccessRequestStatus status = request.getStatus();
    boolean answered =
        status != null
            && (status.offer() != null || status.record() != null || status.endedAt() != null);
    return !answered
        && !request.getSpec().emergency()
        && !RequestReader.isTerminating(request)
        && caches.record(RequestRef.recordName(request.getMetadata().getUid())).isEmpty();
  }
}
