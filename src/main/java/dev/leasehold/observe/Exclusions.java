package dev.leasehold.observe;

import dev.leasehold.api.v1alpha1.Binding;
import dev.leasehold.api.v1alpha1.Entitlement;
import dev.leasehold.api.v1alpha1.EntitlementCatalog;
import dev.leasehold.api.v1alpha1.EntitlementTarget;
import dev.leasehold.api.v1alpha1.RoleBindingTarget;
import dev.leasehold.api.v1alpha1.ServiceAccountTokenTarget;
import dev.leasehold.model.EntitlementRef;
import dev.leasehold.model.RoleRef;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What must not be held together, as catalogs write it: whichever of two entitlements names the
 * other, and in whatever state it is, the rule holds for both.
 */
public final class Exclusions {
  private Exclusions() {}

  /** Qualified names of what must not be held together with this entitlement. */
  static Set<String> of(EntitlementRef ref, ClusterView view) {
    Stream<EntitlementCatalog> catalogs =
        Stream.concat(
            view.catalog(ref.catalog()).stream(),
            view.excluding(ref.qualified()).stream()
                .filter(c -> !c.getMetadata().getName().equals(ref.catalog())));
    return catalogs.flatMap(c -> of(ref, c)).collect(Collectors.toUnmodifiableSet());
  }

  private static Stream<String> of(EntitlementRef ref, EntitlementCatalog catalog) {
    return catalog.getSpec().entitlements().stream()
        .flatMap(
            e -> {
              String name = qualified(catalog, e);
              return name.equals(ref.qualified())
                  ? e.conflictsWith().stream()
                  : Stream.of(name).filter(n -> e.conflictsWith().contains(ref.qualified()));
            });
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

  /** Those of what is held that the named entitlement would give too. */
  static Stream<Held> given(String qualified, List<Held> held, ClusterView view) {
    int dot = qualified.indexOf('.');
    return view.catalog(qualified.substring(0, dot)).stream()
        .flatMap(c -> c.getSpec().entitlements().stream())
        .filter(e -> e.name().equals(qualified.substring(dot + 1)))
        .flatMap(Exclusions::bindings)
        .flatMap(b -> held.stream().filter(h -> gives(h, b)))
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
