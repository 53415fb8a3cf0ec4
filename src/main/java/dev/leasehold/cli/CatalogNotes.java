package dev.leasehold.cli;

import dev.leasehold.api.v1alpha1.EntitlementCatalog;
import dev.leasehold.model.Segregation;
import dev.leasehold.observe.Exclusions;
import dev.leasehold.observe.RenewalNote;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What the owners of catalogs in files should look at although nothing in them is wrong. */
final class CatalogNotes {
  private CatalogNotes() {}

  /** One for each entitlement that has any; catalogs with faults are left out. */
  static List<Fault> in(Manifests manifests, Segregation chart) {
    Map<String, EntitlementCatalog> catalogs = new LinkedHashMap<>();
    Map<String, String> places = new LinkedHashMap<>();
    for (Manifest manifest : manifests.of(Manifest.OURS, "EntitlementCatalog")) {
      if (Schemas.faults(manifest).isEmpty()) {
        catalogs.put(manifest.name(), manifest.as(EntitlementCatalog.class));
        places.put(manifest.name(), manifest.where());
      }
    }
    Exclusions exclusions = new Exclusions(name -> Optional.ofNullable(catalogs.get(name)), chart);
    return catalogs.entrySet().stream()
        .flatMap(c -> notes(places.getOrDefault(c.getKey(), ""), c.getValue(), exclusions))
        .toList();
  }

  private static Stream<Fault> notes(
      String where, EntitlementCatalog catalog, Exclusions exclusions) {
    return catalog.getSpec().entitlements().stream()
        .flatMap(
            e ->
                Stream.concat(exclusions.note(catalog, e).stream(), RenewalNote.of(e).stream())
                    .map(note -> new Fault(where, "entitlement " + e.name() + ": " + note)));
  }
}
