package dev.leasehold.controller;

import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.cluster.Caches;
import dev.leasehold.model.Entitlement;
import dev.leasehold.observe.ClusterView;
import dev.leasehold.observe.RequestReader;
import dev.leasehold.schedule.Locks;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Keeps rivals apart: from counting who has something, or was offered it, until the next counts
 * this one too, they wait for each other.
 *
 * @param locks also held by whoever takes note of an offboarding
 */
public record Rivalry(ClusterView cached, Locks locks) {
  /** Does it while nobody does the like for a rival. */
  <T> T alone(AccessRequest request, Entitlement entitlement, Supplier<T> work) {
    return locks.call(places(request, entitlement), work);
  }

  /** Whether it matters at all who else asks. */
  boolean contested(Entitlement entitlement) {
    Entitlement.Caps caps = entitlement.caps();
    return caps.perSubject().isPresent() || caps.perNamespace().isPresent() || wide(entitlement);
  }

  /** Whom caps count together, who could hold what excludes it, and emergencies everywhere. */
  private Set<String> places(AccessRequest request, Entitlement entitlement) {
    String namespace = request.getMetadata().getNamespace();
    Set<String> places = new HashSet<>();
    places.add(namespace + "/" + request.getSpec().entitlement());
    places.add(OffboardingFlow.lock(RequestReader.subject(request)));
    if (request.getSpec().emergency()) {
      places.add("emergency/" + request.getSpec().entitlement());
    }
    if (wide(entitlement)) {
      places.add("in " + namespace);
      RequestReader.askers(request, cached.persons()).bounds().stream()
          .map(Caches::through)
          .forEach(places::add);
    }
    return places;
  }

  private boolean wide(Entitlement entitlement) {
    return entitlement.caps().perRequester().isPresent()
        || !entitlement.governance().conflictsWith().isEmpty()
        || !cached.exclusions().of(entitlement.ref()).isEmpty();
  }
}
