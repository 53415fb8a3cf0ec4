package dev.leasehold.observe;

import dev.leasehold.model.RoleRef;
import dev.leasehold.policy.Ceiling;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the chart lets catalogs hand out: the roles that the operator may bind to a subject's own
 * service account, what no catalog can exceed, and which Vaults there are.
 *
 * @param vaults by the name of the connection, the paths of Vault's own that it allows
 */
public record Bindable(
    Set<String> roles,
    Set<String> clusterRoles,
    List<Ceiling> ceilings,
    Map<String, List<String>> vaults) {
  public Bindable {
    roles = Set.copyOf(roles);
    clusterRoles = Set.copyOf(clusterRoles);
    ceilings = List.copyOf(ceilings);
    vaults = Map.copyOf(vaults);
  }

  /** Without any ceiling, and without Vault. */
  public Bindable(Set<String> roles, Set<String> clusterRoles) {
    this(roles, clusterRoles, List.of(), Map.of());
  }

  /** The same with these connections to Vault. */
  public Bindable with(Map<String, List<String>> connections) {
    return new Bindable(roles, clusterRoles, ceilings, connections);
  }

  boolean toSubjects(RoleRef role) {
    return switch (role.kind()) {
      case ROLE -> roles.contains(role.name());
      case CLUSTER_ROLE -> clusterRoles.contains(role.name());
    };
  }
}
