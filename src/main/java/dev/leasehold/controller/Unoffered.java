package dev.leasehold.controller;

import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.AccessRequestStatus;
import dev.leasehold.cluster.Caches;
import dev.leasehold.model.RequestRef;
import dev.leasehold.observe.RequestReader;

/**
 * Tells requests of which nothing was offered, granted or refused yet from those that somebody
 * waits for. Emergencies are none of them, nor is what is being deleted.
 */
record Unoffered(Caches caches) {
  boolean has(AccessRequest request) {
    AccessRequestStatus status = request.getStatus();
    return RequestReader.isOpen(request)
        && (status == null || status.offer() == null)
        && !request.getSpec().emergency()
        && !RequestReader.isTerminating(request)
        && caches.record(RequestRef.recordName(request.getMetadata().getUid())).isEmpty();
  }
}
