package dev.leasehold.cli;

import dev.leasehold.model.RoleRef;
import dev.leasehold.model.Rule;
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

/** The rules of roles in files; aggregated ones are collected as the controller-manager would. */
final class FileRoles {
  private static final String RBAC = "rbac.authorization.k8s.io/v1";

  private final Map<String, Role> roles = new HashMap<>();
  private final Map<String, ClusterRole> clusterRoles = new TreeMap<>();

  FileRoles(Manifests manifests) {
    for (Manifest role : manifests.of(RBAC, "Role")) {
      roles.put(role.namespace() + "/" + role.name(), role.as(Role.class));
    }
    for (Manifest role : manifests.of(RBAC, "ClusterRole")) {
      clusterRoles.put(role.name(), role.as(ClusterRole.class));
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

  private List<PolicyRule> rules(ClusterRole role) {
    if (role.getAggregationRule() == null) {
      return Objects.requireNonNullElse(role.getRules(), List.of());
    }
    List<PolicyRule> collected = new ArrayList<>();
    for (LabelSelector selector : role.getAggregationRule().getClusterRoleSelectors()) {
      clusterRoles.values().stream()
          .filter(other -> !other.getMetadata().getName().equals(role.getMetadata().getName()))
          .filter(other -> chosen(selector, other))
          .sorted(Comparator.comparing(other -> other.getMetadata().getName()))
          .flatMap(
              other -> Objects.requireNonNullElse(other.getRules(), List.<PolicyRule>of()).stream())
          .filter(rule -> !collected.contains(rule))
          .forEach(collected::add);
    }
    return collected;
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
