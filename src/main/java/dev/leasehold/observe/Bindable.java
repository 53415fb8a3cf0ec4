package dev.leasehold.observe;

import dev.leasehold.model.RoleRef;
import dev.leasehold.policy.Ceiling;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the chart lets catalogs hand out: the roles that the operator may bind to a subject's own
 * service account, what no catalog can exceed, which Vaults there are, and whether there is an
 * evidence log.
 *
 * @param namespaces where roles may be bound; {@link Ceiling#ANY}: wherever nothing forbids it
 * @param ours the operator's namespace and that of the grants
 * @param vaults by the name of the connection, the paths of Vault's own that it allows
 * @param logged whether there is an evidence log
 */
public record Bindable(
    Set<String> roles,
    Set<String> clusterRoles,
    Set<String> namespaces,
    Set<String> ours,
    List<Ceiling> ceilings,
    Map<String, List<String>> vaults,
    boolean logged) {
  /** The cluster's own. */
  private static final Set<String> SYSTEM = Set.of("kube-system", "kube-public", "kube-node-lease");

  public Bindable {
    roles = Set.copyOf(roles);
    clusterRoles = Set.copyOf(clusterRoles);
    namespaces = Set.copyOf(namespaces);
    ours = Set.copyOf(ours);
    ceilings = List.copyOf(ceilings);
    vaults = Map.copyOf(vaults);
  }

  /** In any namespace, without any ceiling, without Vault, and without an evidence log. */
  public Bindable(Set<String> roles, Set<String> clusterRoles) {
    this(roles, clusterRoles, Set.of(Ceiling.ANY), Set.of(), List.of(), Map.of(), false);
  }

  /** The same under these ceilings. */
  public Bindable under(List<Ceiling> limits) {
    return new Bindable(roles, clusterRoles, namespaces, ours, limits, vaults, logged);
  }

  /** The same in these namespaces only. */
  public Bindable within(Set<String> listed) {
    return new Bindable(roles, clusterRoles, listed, ours, ceilings, vaults, logged);
  }

  /** The same, of an operator whose own namespaces these are. */
  public Bindable but(Set<String> own) {
    return new Bindable(roles, clusterRoles, namespaces, own, ceilings, vaults, logged);
  }

  /** The same with these connections to Vault. */
  public Bindable with(Map<String, List<String>> connections) {
    return new Bindable(roles, clusterRoles, namespaces, ours, ceilings, connections, logged);
  }

  /** The same of an operator that keeps an evidence log, or does not. */
  public Bindable withLog(boolean kept) {
    return new Bindable(roles, clusterRoles, namespaces, ours, ceilings, vaults, kept);
  }

  /** Whether it is the cluster's namespace or Leasehold's own, in which nothing is ever bound. */
  boolean isReserved(String namespace) {
    return SYSTEM.contains(namespace) || ours.contains(namespace);
  }

  /** Whether whoever installed Leasehold lets roles be bound in this namespace. */
  boolean in(String namespace) {
    return Ceiling.covers(namespaces, namespace);
  }

  boolean toSubjects(RoleRef role) {
    return switch (role.kind()) {
      case ROLE -> roles.contains(role.name());
      case CLUSTER_ROLE -> clusterRoles.contains(role.name());
    };
  }
}
