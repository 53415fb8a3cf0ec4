package dev.leasehold.policy;

import dev.leasehold.model.Binding;
import dev.leasehold.model.Durations;
import dev.leasehold.model.Entitlement;
import dev.leasehold.model.Governance;
import dev.leasehold.model.NamespaceSelector;
import dev.leasehold.model.RoleRef;
import dev.leasehold.model.Sensitivity;
import dev.leasehold.model.Target;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What no catalog of a domain can exceed, whoever owns it. It is the installation's and not the
 * catalog's; a limit that is absent limits nothing.
 *
 * @param catalogs chooses catalogs by their labels
 * @param namespaces where its catalogs may have roles bound; {@link #ANY}: wherever anything may be
 */
public record Ceiling(
    NamespaceSelector catalogs,
    Set<String> namespaces,
    Lasting lasting,
    Optional<Sensitivity> maxSensitivity,
    Optional<Roles> roles,
    Optional<Vaults> vault,
    ApprovalLimits people) {
  /** Stands for every namespace. */
  public static final String ANY = "*";

  public Ceiling {
    namespaces = Set.copyOf(namespaces);
  }

  /**
   * How long access may last.
   *
   * @param maxDuration of one window
   * @param maxTotal with all renewals, whoever is asked for them; absent: no longer than one window
   */
  public record Lasting(Optional<Duration> maxDuration, Optional<Duration> maxTotal) {
    /** As long as the catalog says. */
    public static Lasting any() {
      return new Lasting(Optional.empty(), Optional.empty());
    }

    private Optional<Duration> total() {
      return maxTotal.or(() -> maxDuration);
    }

    private Optional<Duration> window() {
      return Stream.concat(maxDuration.stream(), maxTotal.stream()).min(Comparator.naturalOrder());
    }
  }

  /** The roles that may be handed out, by name, and no others. */
  public record Roles(Set<String> roles, Set<String> clusterRoles) {
    public Roles {
      roles = Set.copyOf(roles);
      clusterRoles = Set.copyOf(clusterRoles);
    }

    boolean contain(RoleRef role) {
      return switch (role.kind()) {
        case ROLE -> roles.contains(role.name());
        case CLUSTER_ROLE -> clusterRoles.contains(role.name());
      };
    }
  }

  /**
   * What of Vault may be handed out.
   *
   * @param paths each with what is below it; empty: any path, and tokens, whose reach only Vault
   *     knows
   * @param tokenRoles by which tokens may be made; empty: any that the connection's login may use
   */
  public record Vaults(
      Set<String> connections, Optional<List<String>> paths, Optional<Set<String>> tokenRoles) {
    public Vaults {
      connections = Set.copyOf(connections);
      paths = paths.map(List::copyOf);
      tokenRoles = tokenRoles.map(Set::copyOf);
    }

    private boolean contain(Use use) {
      return connections.contains(use.connection())
          && (paths.isEmpty()
              || use.path().filter(p -> paths.get().stream().anyMatch(w -> in(p, w))).isPresent());
    }

    Stream<String> exceededBy(Use use) {
      String of = " of Vault connection " + use.connection() + " is not within the ceiling";
      return Stream.concat(
              Stream.of(use)
                  .filter(u -> !contain(u))
                  .map(u -> u.path().map(p -> "path " + p).orElse("a token")),
              tokenRoles.stream()
                  .filter(allowed -> !allowed.contains(use.tokenRole()))
                  .map(_ -> "token role " + use.tokenRole()))
          .map(what -> "target " + use.target() + ": " + what + of);
    }

    private static boolean in(String path, String wide) {
      return path.equals(wide) || path.startsWith(wide + "/");
    }
  }

  /**
   * What one target hands out of Vault.
   *
   * @param path empty for a token
   */
  public record Use(String target, String connection, String tokenRole, Optional<String> path) {}

  /** Whether a list of namespaces has this one, or stands for every one. */
  public static boolean covers(Set<String> namespaces, String namespace) {
    return namespaces.contains(ANY) || namespaces.contains(namespace);
  }

  /** Whether it is over a catalog with these labels. */
  public boolean over(Map<String, String> labels) {
    return catalogs.matches(labels);
  }

  /** What of the entitlement exceeds it, each by name; empty if nothing does. */
  List<String> exceededBy(Entitlement entitlement, List<Use> uses) {
    Governance governance = entitlement.governance();
    return Stream.of(
            exceeded(
                Optional.of(entitlement.sensitivity()),
                entitlement.targets(),
                entitlement.maxDuration(),
                uses)
                .stream(),
            governance.renewal().stream()
                .flatMap(r -> above("renewal.maxTotal", r.maxTotal(), lasting.total())),
            governance.emergency().stream()
                .flatMap(e -> above("emergency.maxDuration", e.maxDuration(), lasting.window())),
            people.exceededBy(entitlement))
        .flatMap(excess -> excess)
        .toList();
  }

  /** The same of what was granted for so long; who accepted it is not asked again. */
  List<String> exceeded(
      Optional<Sensitivity> sensitivity, List<Target> granted, Duration asked, List<Use> uses) {
    return Stream.of(
            above("maxDuration", asked, lasting.window()),
            maxSensitivity.stream()
                .filter(most -> sensitivity.filter(s -> s.compareTo(most) > 0).isPresent())
                .map(most -> "sensitivity is above the ceiling, which is " + most),
            granted.stream().flatMap(this::outside),
            vault.stream().flatMap(allowed -> uses.stream().flatMap(allowed::exceededBy)))
        .flatMap(excess -> excess)
        .toList();
  }

  static Stream<String> above(String field, Duration duration, Optional<Duration> limit) {
    return limit.stream()
        .filter(most -> duration.compareTo(most) > 0)
        .map(most -> field + " is above the ceiling, which is " + Durations.text(most));
  }

  private Stream<String> outside(Target target) {
    String where = "target " + target.name() + ": ";
    Stream<String> places =
        target.bindings().stream()
            .map(Binding::namespace)
            .filter(namespace -> !covers(namespaces, namespace))
            .map(namespace -> where + "namespace " + namespace + " is not within the ceiling");
    Stream<String> other =
        target.bindings().stream()
            .map(Binding::role)
            .filter(role -> roles.filter(allowed -> !allowed.contain(role)).isPresent())
            .map(
                role ->
                    where + role.kind().text() + " " + role.name() + " is not within the ceiling");
    return Stream.concat(places, other).distinct();
  }
}
