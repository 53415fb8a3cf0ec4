package dev.leasehold.observe;

import dev.leasehold.model.Rule;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.Role;
import java.util.List;
import java.util.Optional;

/**
 * A role as it is now.
 *
 * @param uid empty where it is read from a file
 * @param rules aggregated ones included
 */
public record RoleFacts(Optional<String> uid, List<Rule> rules) {
  public RoleFacts {
    rules = List.copyOf(rules);
  }

  public static RoleFacts of(Role role) {
    return new RoleFacts(
        Optional.ofNullable(role.getMetadata().getUid()), RoleRules.read(role.getRules()));
  }

  public static RoleFacts of(ClusterRole role) {
    return new RoleFacts(
        Optional.ofNullable(role.getMetadata().getUid()), RoleRules.read(role.getRules()));
  }
}
