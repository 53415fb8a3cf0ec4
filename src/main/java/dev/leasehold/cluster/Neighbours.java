package dev.leasehold.cluster;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.lifecycle.RequestObservation.RecordView.Standing;
import dev.leasehold.model.Askers;
import dev.leasehold.model.Binding;
import dev.leasehold.model.EntitlementRef;
import dev.leasehold.model.RequestRef;
import dev.leasehold.model.Subject;
import dev.leasehold.observe.OffboardingReader;
import dev.leasehold.observe.ProgressReader;
import dev.leasehold.observe.RecordReader;
import dev.leasehold.observe.RequestReader;
import dev.leasehold.policy.Progress;
import dev.leasehold.policy.Rival;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the other open requests and live grants of a namespace or a requester. A grant whose
 * request is gone counts for as long as its record is not closed: its access may still be there.
 */
public final class Neighbours {
  private final Caches caches;

  public Neighbours(Caches caches) {
    this.caches = caches;
  }

  /**
   * Those around this request.
   *
   * @param everywhere also those in other namespaces that its askers must not add to
   */
  public List<Rival> of(AccessRequest request, boolean everywhere) {
    String namespace = request.getMetadata().getNamespace();
    Askers askers = RequestReader.askers(request, caches.persons());
    List<String> bounds = everywhere && askers.attested() ? askers.bounds() : List.of();
    Map<String, Rival> found = new LinkedHashMap<>();
    Stream.concat(
            caches.recordsBy(Caches.LIVE_NAMESPACE, namespace).stream(),
            bounds.stream().flatMap(b -> caches.recordsBy(Caches.LIVE_REQUESTER, b).stream()))
        .map(caches::newest)
        .filter(record -> RecordReader.standing(record) != Standing.CLOSED)
        .forEach(record -> found.put(record.getSpec().request().uid(), live(record)));
    Stream.concat(
            caches.newestBy(Caches.NAMESPACE, namespace).stream(),
            bounds.stream().flatMap(b -> caches.newestBy(Caches.REQUESTER, b).stream()))
        .filter(other -> other.getStatus() == null || other.getStatus().endedAt() == null)
        .forEach(other -> open(other).ifPresent(r -> found.putIfAbsent(r.request().uid(), r)));
    found.remove(request.getMetadata().getUid());
    return List.copyOf(found.values());
  }

  /** What other live grants of its subject bind, for itself or for who bears their token. */
  List<Binding> granted(AccessRequest request) {
    Subject subject = RequestReader.subject(request);
    String own = RequestRef.recordName(request.getMetadata().getUid());
    return caches.recordsBy(Caches.LIVE_NAMESPACE, subject.namespace()).stream()
        .filter(record -> !record.getMetadata().getName().equals(own))
        .map(caches::newest)
        .filter(record -> RecordReader.standing(record) != Standing.CLOSED)
        .filter(record -> OffboardingReader.identity(record).equals(subject))
        .map(RecordReader::grant)
        .flatMap(grant -> grant.targets().stream())
        .flatMap(target -> target.bindings().stream())
        .toList();
  }

  private Rival live(AccessRecord record) {
    return new Rival(
        RecordReader.request(record),
        new EntitlementRef(
            record.getSpec().entitlement().catalog(), record.getSpec().entitlement().name()),
        OffboardingReader.identity(record),
        RecordReader.askers(record, caches.persons()),
        RecordReader.begun(record),
        new Progress.Live(RecordReader.begun(record)));
  }

  /**
   * Empty if its record, which may be newer than what is cached of it, is closed already, and if it
   * is being deleted before it had one.
   */
  private Optional<Rival> open(AccessRequest other) {
    Optional<AccessRecord> record = caches.record("ar-" + other.getMetadata().getUid());
    return record.isPresent()
        ? record.filter(r -> RecordReader.standing(r) != Standing.CLOSED).map(this::live)
        : Optional.of(other).filter(o -> !RequestReader.isTerminating(o)).map(this::asking);
  }

  private Rival asking(AccessRequest other) {
    return new Rival(
        new RequestRef(
            other.getMetadata().getNamespace(),
            other.getMetadata().getName(),
            other.getMetadata().getUid()),
        new EntitlementRef(
            other.getSpec().entitlement().catalog(), other.getSpec().entitlement().name()),
        RequestReader.subject(other),
        RequestReader.askers(other, caches.persons()),
        Instant.parse(other.getMetadata().getCreationTimestamp()),
        ProgressReader.read(other));
  }

  /**
   * UIDs of the requests of which the grants to the identity are not closed. A record that was just
   * made is in no index yet, but its request is.
   */
  public List<String> open(Subject identity) {
    Stream<AccessRecord> indexed =
        caches.recordsBy(Caches.LIVE_NAMESPACE, identity.namespace()).stream()
            .map(caches::newest)
            .filter(record -> OffboardingReader.identity(record).equals(identity));
    Stream<AccessRecord> asked =
        caches.requestsBy(Caches.NAMESPACE, identity.namespace()).stream()
            .filter(
                r -> r.getSpec().subject().serviceAccountName().equals(identity.serviceAccount()))
            .map(r -> RequestRef.recordName(r.getMetadata().getUid()))
            .flatMap(name -> caches.record(name).stream());
    return Stream.concat(indexed, asked)
        .filter(record -> RecordReader.standing(record) != Standing.CLOSED)
        .map(record -> record.getSpec().request().uid())
        .distinct()
        .toList();
  }
}
