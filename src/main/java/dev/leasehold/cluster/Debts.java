package dev.leasehold.cluster;

import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.EntitlementRef;
import dev.leasehold.model.RequestRef;
import dev.leasehold.observe.RecordReader;
import java.util.List;
import java.util.stream.Stream;

/**
 * Finds emergencies that nobody has reviewed yet. They are owed where they were used: what one team
 * has not looked at keeps no other from its own emergency.
 */
record Debts(Caches caches) {
  /**
   * Names of records of other emergencies for the same entitlement in the same namespace. A record
   * that was just made is not in the index yet, but its request is.
   */
  List<String> before(AccessRequest request) {
    EntitlementRef asked = request.getSpec().entitlement();
    String namespace = request.getMetadata().getNamespace();
    String own = RequestRef.recordName(request.getMetadata().getUid());
    return Stream.concat(
            caches.recordsBy(Caches.EMERGENCY, Caches.emergency(namespace, asked)).stream()
                .map(record -> record.getMetadata().getName()),
            caches.requestsBy(Caches.NAMESPACE, namespace).stream()
                .filter(other -> other.getSpec().entitlement().equals(asked))
                .map(other -> RequestRef.recordName(other.getMetadata().getUid())))
        .distinct()
        .filter(name -> !name.equals(own))
        .filter(name -> caches.record(name).filter(RecordReader::owesEmergencyReview).isPresent())
        .sorted()
        .toList();
  }
}
