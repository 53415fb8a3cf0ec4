package dev.leasehold.cluster;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.RecordedEntitlement;
import dev.leasehold.observe.ProgressReader;
import dev.leasehold.observe.RequestReader;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.stream.Stream;

/** Finds the requests that wait for what becomes of another. */
public record Waiters(Caches caches) {
  /** Emergencies that may have waited for the review of this one. */
  public Stream<AccessRequest> review(AccessRecord record) {
    if (!record.getSpec().emergency()) {
      return Stream.empty();
    }
    RecordedEntitlement given = record.getSpec().entitlement();
    return caches.requestsBy(Caches.NAMESPACE, record.getSpec().request().namespace()).stream()
        .filter(request -> request.getSpec().emergency())
        .filter(request -> request.getSpec().entitlement().catalog().equals(given.catalog()))
        .filter(request -> request.getSpec().entitlement().name().equals(given.name()))
        .filter(request -> request.getStatus() != null && request.getStatus().record() == null);
  }

  /** Those whose turn may have come, now that it is known what becomes of this one. */
  public Stream<AccessRequest> behind(AccessRequest request) {
    return ProgressReader.isDecided(request) || RequestReader.isTerminating(request)
        ? Stream.concat(behind(request.getMetadata().getNamespace()), boundBy(request))
        : Stream.empty();
  }

  /**
   * Those who may have waited for what is gone: in its namespace, and for who asked for it
   * elsewhere. Where its going was missed nobody knows who did, so that is all who wait.
   */
  public Stream<AccessRequest> behind(ObjectMeta gone) {
    if (gone.getAnnotations() == null || gone.getAnnotations().isEmpty()) {
      return caches.requestsBy(Caches.BEHIND, Caches.ALL).stream();
    }
    AccessRequest asked = new AccessRequest();
    asked.setMetadata(gone);
    return Stream.concat(behind(gone.getNamespace()), boundBy(asked));
  }

  private Stream<AccessRequest> boundBy(AccessRequest request) {
    return RequestReader.askers(request, caches.persons()).duties().stream()
        .map(Caches::through)
        .flatMap(key -> caches.requestsBy(Caches.BEHIND, key).stream());
  }

  /** Those who wait in this namespace. */
  public Stream<AccessRequest> behind(String namespace) {
    return caches.requestsBy(Caches.BEHIND, Caches.inside(namespace)).stream();
  }
}
