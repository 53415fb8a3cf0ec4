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
 * @param ours the operator's namespace and that of the grants
 * @param vaults by the name of the connection, the paths of Vault's own that it allows
 */
public record Bindable(
    Set<String> roles,
    Set<String> clusterRoles,
    Set<String> ours,
    List<Ceiling> ceilings,
    Map<String, List<String>> vaults) {
  /** The cluster's own. */
  private static final Set<String> SYSTEM = Set.of("kube-system", "kube-public", "kube-node-lease");

  public Bindable {
    roles = Set.copyOf(roles);
    clusterRoles = Set.copyOf(clusterRoles);
    ours = Set.copyOf(ours);
    ceilings = List.copyOf(ceilings);
    vaults = Map.copyOf(vaults);
  }

  /** Without any ceiling, and without Vault. */
  public Bindable(Set<String> roles, Set<String> clusterRoles) {
    this(roles, clusterRoles, Set.of(), List.of(), Map.of());
  }

  /** The same under these ceilings. */
  public Bindable under(List<Ceiling> limits) {
    return new Bindable(roles, clusterRoles, ours, limits, vaults);
  }

  /** The same, of an operator whose own namespaces these are. */
  public Bindable but(Set<String> namespaces) {
    return new Bindable(roles, clusterRoles, namespaces, ceilings, vaults);
  }

  /** The same with these connections to Vault. */
  public Bindable with(Map<String, List<String>> connections) {
    return new Bindable(roles, clusterRoles, ours, ceilings, connections);
  }

  /** Whether anything may be bound in this namespace at all. */
  boolean in(String namespace) {
    return !SYSTEM.contains(namespace) && !ours.contains(namespace);
  }

  boolean toSubjects(RoleRef role) {
    return switch (role.kind()) {
      case ROLE -> roles.contains(role.name());
      case CLUSTER_ROLE -> clusterRoles.contains(role.name());
    };
  }
}
