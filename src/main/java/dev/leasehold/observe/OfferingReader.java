package dev.leasehold.observe;

import dev.leasehold.api.v1alpha1.EntitlementCatalog;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.Request;
import dev.leasehold.model.Target;
import dev.leasehold.policy.Facts.Offering;
import dev.leasehold.policy.Rulebook;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Finds what a request asks for in its catalog, or says what is not there. */
record OfferingReader(Bindable bindable, Rulebook rulebook) {
  Offering read(Request request, ClusterView view, Instant now) {
    Optional<EntitlementCatalog> catalog = view.catalog(request.entitlement().catalog());
    String name = request.entitlement().qualified();
    return catalog
        .flatMap(
            c ->
                c.getSpec().entitlements().stream()
                    .filter(e -> e.name().equals(request.entitlement().name()))
                    .findFirst()
                    .map(e -> new CatalogReader(view, bindable, rulebook).read(c, e, now)))
        .orElseGet(() -> absent(catalog.isPresent(), name));
  }

  /** What of a grant is above a ceiling over its catalog, whatever that offers at the moment. */
  Optional<String> above(Request request, List<Target> granted, ClusterView view) {
    return view.catalog(request.entitlement().catalog())
        .flatMap(
            c ->
                c.getSpec().entitlements().stream()
                    .filter(e -> e.name().equals(request.entitlement().name()))
                    .findFirst()
                    .flatMap(
                        e -> CeilingReader.above(c, e, request, granted, bindable.ceilings())));
  }

  private static Offering absent(boolean catalogThere, String name) {
    return new Offering.Missing(
        catalogThere
            ? new Reason(
                ReasonCode.ENTITLEMENT_NOT_FOUND,
                "spec.entitlement: "
                    + name
                    + " is not in its catalog; look with kubectl get entitlementcatalogs.leasehold.dev -o yaml")
            : new Reason(
                ReasonCode.CATALOG_NOT_FOUND,
                "spec.entitlement.catalog: there is no such catalog for "
                    + name
                    + "; look with kubectl get entitlementcatalogs.leasehold.dev"));
  }
}
