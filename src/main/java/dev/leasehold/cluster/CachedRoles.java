package dev.leasehold.cluster;

import dev.leasehold.grant.Unavailable;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.RoleRef;
import dev.leasehold.model.Rule;
import dev.leasehold.observe.RoleFacts;
import dev.leasehold.schedule.Gate;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Optional;

/**
 * Roles as the caches have them. The rules of a large Role are in no cache: they are read where
 * they decide, and not where they are only told.
 *
 * @param rights which of them the operator may bind
 * @param client by which large ones are read; without one their rules are unknown
 */
public record CachedRoles(Watches watches, OwnRights rights, Optional<KubernetesClient> client) {
  /** Each is some ten times as large in memory as on the way. */
  private static final Gate READING = new Gate(2);

  /** The same for looks that may wait for nobody: those at what was granted. */
  CachedRoles unread() {
    return new CachedRoles(watches, rights, Optional.empty());
  }

  /**
   * The role as it is; where large ones are not read, those are without their rules.
   *
   * @throws Unavailable if its rules had to be read, and the API server did not answer
   */
  Optional<RoleFacts> role(RoleRef role, String namespace) {
    return switch (role.kind()) {
      case ROLE ->
          watches
              .role(namespace, role.name())
              .flatMap(kept -> LeanRole.isWhole(kept) ? Optional.of(kept) : read(kept, role))
              .map(RoleFacts::of);
      case CLUSTER_ROLE -> watches.clusterRole(role.name()).map(RoleFacts::of);
    };
  }

  /**
   * Its rules.
   *
   * @throws Unavailable if they are not read here, or the API server did not answer
   */
  Optional<List<Rule>> rules(RoleRef role, String namespace) {
    if (client.isEmpty() && isLarge(role, namespace)) {
      throw new Unavailable(
          new Reason(
              ReasonCode.API_SERVER_UNAVAILABLE,
              "the rules of Role " + namespace + "/" + role.name() + " are in no cache"));
    }
    return role(role, namespace).map(RoleFacts::rules);
  }

  /** What somebody may do by it already; empty of a large Role, which is not read for that. */
  Optional<List<Rule>> held(RoleRef role, String namespace) {
    return isLarge(role, namespace)
        ? Optional.empty()
        : Optional.of(role(role, namespace).map(RoleFacts::rules).orElse(List.of()));
  }

  /** Whether the rules of this Role are not kept. */
  boolean isLarge(String namespace, String name) {
    return watches.role(namespace, name).filter(kept -> !LeanRole.isWhole(kept)).isPresent();
  }

  private boolean isLarge(RoleRef role, String namespace) {
    return role.kind() == RoleRef.Kind.ROLE && isLarge(namespace, role.name());
  }

  private Optional<Role> read(Role kept, RoleRef role) {
    if (client.isEmpty()) {
      return Optional.of(kept);
    }
    String namespace = kept.getMetadata().getNamespace();
    return READING.pass(
        () ->
            Store.asking(
                "Role " + namespace + "/" + role.name(),
                () ->
                    Optional.ofNullable(
                        client
                            .get()
                            .rbac()
                            .roles()
                            .inNamespace(namespace)
                            .withName(role.name())
                            .get())));
  }
}
