package dev.leasehold.observe;

import dev.leasehold.model.RoleRef;
import java.util.Set;

/** The roles that the chart lets the operator bind to a subject's own service account. */
public record Bindable(Set<String> roles, Set<String> clusterRoles) {
  public Bindable {
    roles = Set.copyOf(roles);
    clusterRoles = Set.copyOf(clusterRoles);
  }

  boolean toSubjects(RoleRef role) {
    return switch (role.kind()) {
      case ROLE -> roles.contains(role.name());
      case CLUSTER_ROLE -> clusterRoles.contains(role.name());
    };
  }
}
