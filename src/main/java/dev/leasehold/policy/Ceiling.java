package dev.leasehold.policy;

import dev.leasehold.model.ApprovalPolicy;
import dev.leasehold.model.Binding;
import dev.leasehold.model.Durations;
import dev.leasehold.model.Entitlement;
import dev.leasehold.model.NamespaceSelector;
import dev.leasehold.model.RoleRef;
import dev.leasehold.model.Sensitivity;
import dev.leasehold.model.Target;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What no catalog of a domain can exceed, whoever owns it. It is the installation's and not the
 * catalog's; a limit that is absent limits nothing.
 *
 * @param catalogs chooses catalogs by their labels
 */
public record Ceiling(
    NamespaceSelector catalogs,
    Optional<Duration> maxDuration,
    Optional<Sensitivity> maxSensitivity,
    Optional<Roles> roles,
    Optional<Vaults> vault,
    OptionalInt minApprovals) {

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
   */
  public record Vaults(Set<String> connections, Optional<List<String>> paths) {
    public Vaults {
      connections = Set.copyOf(connections);
      paths = paths.map(List::copyOf);
    }

    boolean contain(Use use) {
      return connections.contains(use.connection())
          && (paths.isEmpty()
              || use.path().filter(p -> paths.get().stream().anyMatch(w -> in(p, w))).isPresent());
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
  public record Use(String target, String connection, Optional<String> path) {}

  /** Whether it is over a catalog with these labels. */
  public boolean over(Map<String, String> labels) {
    return catalogs.matches(labels);
  }

  /** What of the entitlement exceeds it, by name; empty if nothing does. */
  Optional<String> exceededBy(Entitlement entitlement, List<Use> uses) {
    return exceeded(entitlement, entitlement.maxDuration(), uses)
        .or(
            () ->
                entitlement
                    .governance()
                    .emergency()
                    .flatMap(e -> tooLong("emergency.maxDuration", e.maxDuration())))
        .or(() -> tooFew("approval.rules", entitlement.approval().places()))
        .or(
            () ->
                entitlement
                    .governance()
                    .emergency()
                    .flatMap(e -> tooFew("emergency.approval.rules", e.places())));
  }

  /** The same of what was granted for so long; who accepted it is not asked again. */
  Optional<String> exceeded(Entitlement granted, Duration asked, List<Use> uses) {
    return tooLong("maxDuration", asked)
        .or(
            () ->
                maxSensitivity
                    .filter(most -> granted.sensitivity().compareTo(most) > 0)
                    .map(most -> "sensitivity is above the ceiling, which is " + most))
        .or(() -> roles.flatMap(allowed -> beyond(granted, allowed)))
        .or(() -> vault.flatMap(allowed -> beyond(uses, allowed)));
  }

  private Optional<String> tooLong(String field, Duration duration) {
    return maxDuration
        .filter(most -> duration.compareTo(most) > 0)
        .map(most -> field + " is above the ceiling, which is " + Durations.text(most));
  }

  /** Places that are asked for under a condition may not be asked for at all. */
  private Optional<String> tooFew(String field, List<ApprovalPolicy.Place> places) {
    int sure =
        places.stream().filter(p -> p.when().isEmpty()).mapToInt(ApprovalPolicy.Place::count).sum();
    return minApprovals.isPresent() && sure < minApprovals.getAsInt()
        ? Optional.of(
            field
                + " asks for fewer than the "
                + minApprovals.getAsInt()
                + " approvals, without conditions, that the ceiling demands")
        : Optional.empty();
  }

  private static Optional<String> beyond(Entitlement granted, Roles allowed) {
    for (Target target : granted.targets()) {
      for (Binding binding : target.bindings()) {
        RoleRef role = binding.role();
        if (!allowed.contain(role)) {
          return Optional.of(
              "target "
                  + target.name()
                  + ": "
                  + role.kind().text()
                  + " "
                  + role.name()
                  + " is not within the ceiling");
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> beyond(List<Use> uses, Vaults allowed) {
    return uses.stream()
        .filter(use -> !allowed.contain(use))
        .findFirst()
        .map(
            use ->
                "target "
                    + use.target()
                    + ": "
                    + use.path().map(p -> "path " + p).orElse("a token")
                    + " of Vault connection "
                    + use.connection()
                    + " is not within the ceiling");
  }
}
