package dev.leasehold.cluster;

import dev.leasehold.model.RoleRef;
import dev.leasehold.model.Rule;
import dev.leasehold.observe.RoleFacts;
import dev.leasehold.observe.RoleRules;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Optional;

/**
 * Roles as the caches have them. The rules of a large Role are in no cache: they are read where
 * they decide, and not where they are only told.
 *
 * @param rights which of them the operator may bind
 */
public record CachedRoles(Watches watches, OwnRights rights, KubernetesClient client) {
  /**
   * The role as it is.
   *
   * @throws Unavailable if its rules had to be read, and the API server did not answer
   */
  Optional<RoleFacts> role(RoleRef role, String namespace) {
    return switch (role.kind()) {
      case ROLE ->
          watches
              .role(namespace, role.name())
              .flatMap(kept -> LeanRole.isWhole(kept) ? Optional.of(kept) : read(role, namespace))
              .map(RoleFacts::of);
      case CLUSTER_ROLE -> watches.clusterRole(role.name()).map(RoleFacts::of);
    };
  }

  /** What somebody may do by it already; of a large Role nothing, so that it counts as new. */
  List<Rule> held(RoleRef role, String namespace) {
    return switch (role.kind()) {
      case ROLE ->
          watches
              .role(namespace, role.name())
              .map(kept -> RoleRules.read(kept.getRules()))
              .orElse(List.of());
      case CLUSTER_ROLE ->
          watches
              .clusterRole(role.name())
              .map(kept -> RoleRules.read(kept.getRules()))
              .orElse(List.of());
    };
  }

  private Optional<Role> read(RoleRef role, String namespace) {
    return Store.asking(
        "Role " + namespace + "/" + role.name(),
        () ->
            Optional.ofNullable(
                client.rbac().roles().inNamespace(namespace).withName(role.name()).get()));
  }
}
