package dev.leasehold.cluster;

import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.EntitlementCatalog;
import dev.leasehold.model.EntitlementRef;
import dev.leasehold.model.RoleRef;
import dev.leasehold.model.Segregation;
import dev.leasehold.observe.Exclusions;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who is concerned when something changes that must not be held together with something else.
 *
 * @param chart what is said so by whoever installed Leasehold
 */
public record Separated(Watches watches, Segregation chart) {
  /** Qualified names of what some entitlement of the catalog excludes, or is excluded by. */
  public Set<String> linked(EntitlementCatalog catalog) {
    Set<String> linked = new HashSet<>(Exclusions.named(catalog));
    catalog
        .getSpec()
        .entitlements()
        .forEach(
            mine -> {
              String name = Exclusions.qualified(catalog, mine);
              linked.addAll(chart.of(name));
              for (EntitlementCatalog other : watches.excluding(name)) {
                other.getSpec().entitlements().stream()
                    .filter(theirs -> theirs.conflictsWith().contains(name))
                    .forEach(theirs -> linked.add(Exclusions.qualified(other, theirs)));
              }
            });
    return linked;
  }

  /** Whether the role is bound by an entitlement that excludes another, or is excluded. */
  public boolean concerns(RoleRef role) {
    Set<String> excluded =
        Stream.concat(
                chart.partners().keySet().stream(),
                watches.catalogs().stream().flatMap(catalog -> Exclusions.named(catalog).stream()))
            .collect(Collectors.toSet());
    return !excluded.isEmpty()
        && watches.catalogs().stream()
            .anyMatch(catalog -> Exclusions.bind(catalog, role, excluded));
  }

  /** The qualified name of what the request asks for. */
  public static String name(AccessRequest request) {
    return new EntitlementRef(
            request.getSpec().entitlement().catalog(), request.getSpec().entitlement().name())
        .qualified();
  }
}
