package dev.leasehold.cli;

import dev.leasehold.model.RoleRef;
import dev.leasehold.model.Rule;
import dev.leasehold.observe.RoleFacts;
import dev.leasehold.observe.RoleRules;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rules of roles in files. Those of an aggregated ClusterRole are the ones that are written in
 * it, as they are in what was read from a cluster, and those that the controller-manager would
 * collect from the files.
 */
final class FileRoles {
  static final String RBAC = "rbac.authorization.k8s.io/v1";

  private final Map<String, Role> roles = new HashMap<>();
  private final Map<String, ClusterRole> clusterRoles = new TreeMap<>();
  private final Map<String, ClusterRole> stock = new TreeMap<>();

  /**
   * @param shipped also knows the roles that every cluster has
   */
  FileRoles(Manifests manifests, boolean shipped) {
    for (Manifest role : manifests.of(RBAC, "Role")) {
      roles.put(role.namespace() + "/" + role.name(), role.as(Role.class));
    }
    for (Manifest role : manifests.of(RBAC, "ClusterRole")) {
      clusterRoles.put(role.name(), role.as(ClusterRole.class));
    }
    if (shipped) {
      StockRoles.all().forEach(role -> stock.put(role.getMetadata().getName(), role));
      clusterRoles.keySet().forEach(stock::remove);
      clusterRoles.putAll(stock);
    }
  }

  Optional<List<Rule>> rules(RoleRef role, String namespace) {
    return switch (role.kind()) {
      case ROLE ->
          Optional.ofNullable(roles.get(namespace + "/" + role.name()))
              .map(r -> RoleRules.read(r.getRules()));
      case CLUSTER_ROLE ->
          Optional.ofNullable(clusterRoles.get(role.name())).map(r -> RoleRules.read(rules(r)));
    };
  }

  /** Whether the files do not have the role, but every cluster does. */
  boolean isStock(RoleRef role) {
    return role.kind() == RoleRef.Kind.CLUSTER_ROLE && stock.containsKey(role.name());
  }

  /** Whether the cluster collects rules for it, and the files have none of them. */
  boolean isUnknown(RoleRef role) {
    return aggregated(role).filter(r -> rules(r).isEmpty()).isPresent();
  }

  /** The labels of the roles from which the cluster collects rules for it. */
  Optional<String> gathered(RoleRef role) {
    return aggregated(role).flatMap(r -> RoleFacts.of(r).gathered());
  }

  /** Whether it has rules written in it that lack some of those that it would collect. */
  boolean isOutdated(RoleRef role) {
    return aggregated(role)
        .filter(r -> !written(r).isEmpty() && !written(r).containsAll(collected(r)))
        .isPresent();
  }

  private Optional<ClusterRole> aggregated(RoleRef role) {
    return role.kind() == RoleRef.Kind.CLUSTER_ROLE
        ? Optional.ofNullable(clusterRoles.get(role.name()))
            .filter(r -> r.getAggregationRule() != null)
        : Optional.empty();
  }

  private List<PolicyRule> rules(ClusterRole role) {
    List<PolicyRule> rules = new ArrayList<>(written(role));
    if (role.getAggregationRule() != null) {
      collected(role).stream().filter(rule -> !rules.contains(rule)).forEach(rules::add);
    }
    return rules;
  }

  private static List<PolicyRule> written(ClusterRole role) {
    return Objects.requireNonNullElse(role.getRules(), List.of());
  }

  /** As the controller-manager does; what is collected may be collected itself. */
  private List<PolicyRule> collected(ClusterRole role) {
    List<PolicyRule> collected = new ArrayList<>();
    collect(role, List.of(role.getMetadata().getName()), collected);
    return collected;
  }

  private void collect(ClusterRole role, List<String> way, List<PolicyRule> collected) {
    for (LabelSelector selector : role.getAggregationRule().getClusterRoleSelectors()) {
      clusterRoles.values().stream()
          .filter(other -> !way.contains(other.getMetadata().getName()))
          .filter(other -> chosen(selector, other))
          .sorted(Comparator.comparing(other -> other.getMetadata().getName()))
          .forEach(other -> add(other, way, collected));
    }
  }

  private void add(ClusterRole other, List<String> way, List<PolicyRule> collected) {
    written(other).stream().filter(rule -> !collected.contains(rule)).forEach(collected::add);
    if (other.getAggregationRule() != null) {
      List<String> further = new ArrayList<>(way);
      further.add(other.getMetadata().getName());
      collect(other, further, collected);
    }
  }

  private static boolean chosen(LabelSelector selector, ClusterRole role) {
    Map<String, String> labels =
        Objects.requireNonNullElse(role.getMetadata().getLabels(), Map.of());
    return labels
            .entrySet()
            .containsAll(
                Objects.requireNonNullElse(selector.getMatchLabels(), Map.<String, String>of())
                    .entrySet())
        && Objects.requireNonNullElse(
                selector.getMatchExpressions(), List.<LabelSelectorRequirement>of())
            .stream()
            .allMatch(expression -> holds(expression, labels.get(expression.getKey())));
  }

  private static boolean holds(LabelSelectorRequirement expression, @Nullable String value) {
    return switch (expression.getOperator()) {
      case "In" -> value != null && expression.getValues().contains(value);
      case "NotIn" -> value == null || !expression.getValues().contains(value);
      case "Exists" -> value != null;
      default -> value == null;
    };
  }
}
