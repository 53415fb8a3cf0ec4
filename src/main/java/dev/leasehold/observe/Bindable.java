package dev.leasehold.observe;

import dev.leasehold.model.RoleRef;
import dev.leasehold.policy.Ceiling;
import java.util.List;
import java.util.Set;

/**
 * What the chart lets catalogs hand out: the roles that the operator may bind to a subject's own
 * service account, and what no catalog can exceed.
 */
public record Bindable(Set<String> roles, Set<String> clusterRoles, List<Ceiling> ceilings) {
  public Bindable {
    roles = Set.copyOf(roles);
    clusterRoles = Set.copyOf(clusterRoles);
    ceilings = List.copyOf(ceilings);
  }

  /** Without any ceiling. */
  public Bindable(Set<String> roles, Set<String> clusterRoles) {
    this(roles, clusterRoles, List.of());
  }

  boolean toSubjects(RoleRef role) {
    return switch (role.kind()) {
      case ROLE -> roles.contains(role.name());
      case CLUSTER_ROLE -> clusterRoles.contains(role.name());
    };
  }
}
