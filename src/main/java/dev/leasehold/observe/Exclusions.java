package dev.leasehold.observe;

import dev.leasehold.api.v1alpha1.Binding;
import dev.leasehold.api.v1alpha1.Entitlement;
import dev.leasehold.api.v1alpha1.EntitlementCatalog;
import dev.leasehold.api.v1alpha1.EntitlementState;
import dev.leasehold.api.v1alpha1.EntitlementTarget;
import dev.leasehold.api.v1alpha1.RoleBindingTarget;
import dev.leasehold.api.v1alpha1.ServiceAccountTokenTarget;
import dev.leasehold.model.EntitlementRef;
import dev.leasehold.model.RoleRef;
import dev.leasehold.model.Segregation;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What must not be held together, as catalogs and the chart write it. Within one catalog it is
 * enough that either of two entitlements names the other. Of two catalogs each has to name the
 * other's, for who owns a catalog decides about nobody else's grants; or the chart says so.
 *
 * @param catalogs finds a catalog by its name
 * @param chart what whoever installed Leasehold says
 */
public record Exclusions(
    Function<String, Optional<EntitlementCatalog>> catalogs, Segregation chart) {
  /** Qualified names of what must not be held together with this entitlement. */
  public Set<String> of(EntitlementRef ref) {
    Stream<String> mutual =
        catalogs.apply(ref.catalog()).stream()
            .flatMap(own -> named(ref, own))
            .filter(name -> counts(ref.qualified(), name));
    return Stream.concat(mutual, chart.of(ref.qualified()).stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * What the owner of the entitlement has to know of what it excludes: a name that is in no
   * catalog, or one of another catalog that does not exclude it in turn.
   */
  public Optional<String> note(EntitlementCatalog catalog, Entitlement entitlement) {
    String own = qualified(catalog, entitlement);
    return Stream.concat(
            entitlement.conflictsWith().stream().flatMap(name -> note(own, name).stream()),
            chart.of(own).stream()
                .sorted()
                .filter(name -> find(name).isEmpty())
                .map(name -> "exclusions of the chart: there is no " + name + " (yet)"))
        .findFirst();
  }

  private Optional<String> note(String own, String name) {
    if (find(name).isEmpty()) {
      return Optional.of("conflictsWith: there is no " + name + " (yet)");
    }
    return counts(own, name)
        ? Optional.empty()
        : Optional.of(
            "conflictsWith: "
                + name
                + " is in another catalog and does not name "
                + own
                + ", so this has no effect; have "
                + own
                + " added to its conflictsWith, or the pair to the chart's exclusions");
  }

  private static Stream<String> named(EntitlementRef ref, EntitlementCatalog catalog) {
    return catalog.getSpec().entitlements().stream()
        .flatMap(
            e -> {
              String name = qualified(catalog, e);
              return name.equals(ref.qualified())
                  ? e.conflictsWith().stream()
                  : Stream.of(name).filter(n -> e.conflictsWith().contains(ref.qualified()));
            });
  }

  private boolean counts(String own, String other) {
    return catalogOf(own).equals(catalogOf(other))
        || chart.of(own).contains(other)
        || find(other).filter(e -> e.conflictsWith().contains(own)).isPresent();
  }

  /**
   * Those of the names that nobody can be given now, as drafts and what is retired: of these only
   * grants count that are live still.
   */
  Set<String> dormant(Set<String> names) {
    return names.stream()
        .filter(name -> find(name).filter(e -> e.state() == EntitlementState.Requestable).isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }

  private Optional<Entitlement> find(String qualified) {
    String name = qualified.substring(qualified.indexOf('.') + 1);
    return catalogs.apply(catalogOf(qualified)).stream()
        .flatMap(catalog -> catalog.getSpec().entitlements().stream())
        .filter(e -> e.name().equals(name))
        .findFirst();
  }

  private static String catalogOf(String qualified) {
    return qualified.split("\\.", 2)[0];
  }

  /** Every name that some entitlement of the catalog excludes. */
  public static List<String> named(EntitlementCatalog catalog) {
    return catalog.getSpec().entitlements().stream()
        .flatMap(e -> e.conflictsWith().stream())
        .distinct()
        .toList();
  }

  /** Whether the role is bound by an entitlement of the catalog that excludes another. */
  public static boolean bind(EntitlementCatalog catalog, RoleRef role, Set<String> excluded) {
    return catalog.getSpec().entitlements().stream()
        .filter(e -> !e.conflictsWith().isEmpty() || excluded.contains(qualified(catalog, e)))
        .flatMap(Exclusions::bindings)
        .anyMatch(b -> TargetReader.role(b.roleRef()).equals(role));
  }

  /**
   * Those of what is held that the named entitlement would give too; what every cluster lets
   * everybody do is nobody's duty.
   */
  Stream<Held> given(String qualified, List<Held> held) {
    return find(qualified).stream()
        .flatMap(Exclusions::bindings)
        .flatMap(b -> held.stream().filter(h -> gives(h, b)))
        .filter(h -> !h.isEverybodys())
        .distinct();
  }

  private static boolean gives(Held held, Binding binding) {
    RoleRef role = TargetReader.role(binding.roleRef());
    return binding.namespaces().stream().anyMatch(namespace -> held.gives(role, namespace));
  }

  private static Stream<Binding> bindings(Entitlement entitlement) {
    return entitlement.targets().stream().flatMap(Exclusions::bindings);
  }

  private static Stream<Binding> bindings(EntitlementTarget target) {
    return Stream.concat(
            Optional.ofNullable(target.serviceAccountToken())
                .map(ServiceAccountTokenTarget::bindings)
                .stream(),
            Optional.ofNullable(target.roleBinding()).map(RoleBindingTarget::bindings).stream())
        .flatMap(List::stream);
  }

  /** The entitlement's name, as others name it. */
  public static String qualified(EntitlementCatalog catalog, Entitlement entitlement) {
    return new EntitlementRef(catalog.getMetadata().getName(), entitlement.name()).qualified();
  }
}
