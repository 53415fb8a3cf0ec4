package dev.leasehold.observe;

import dev.leasehold.api.v1alpha1.PlainLine;
import dev.leasehold.model.Rule;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.rbac.AggregationRule;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.Role;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A role as it is now.
 *
 * @param uid empty where it is read from a file
 * @param rules aggregated ones included
 * @param gathered the labels of the ClusterRoles whose rules it has; empty where it has its own
 */
public record RoleFacts(Optional<String> uid, List<Rule> rules, Optional<String> gathered) {
  /** Characters of the labels that are shown. */
  private static final int SHOWN = 200;

  public RoleFacts {
    rules = List.copyOf(rules);
  }

  /** One with rules of its own. */
  public RoleFacts(Optional<String> uid, List<Rule> rules) {
    this(uid, rules, Optional.empty());
  }

  public static RoleFacts of(Role role) {
    return new RoleFacts(
        Optional.ofNullable(role.getMetadata().getUid()), RoleRules.read(role.getRules()));
  }

  public static RoleFacts of(ClusterRole role) {
    return new RoleFacts(
        Optional.ofNullable(role.getMetadata().getUid()),
        RoleRules.read(role.getRules()),
        Optional.ofNullable(role.getAggregationRule()).map(RoleFacts::gathered));
  }

  /** Who may label a ClusterRole writes the labels, so they are cut. */
  private static String gathered(AggregationRule rule) {
    return PlainLine.of(
        rule.getClusterRoleSelectors().stream()
            .map(RoleFacts::gathered)
            .collect(Collectors.joining(" or ")),
        SHOWN);
  }

  private static String gathered(LabelSelector selector) {
    return Stream.concat(
            selector.getMatchLabels().entrySet().stream()
                .map(label -> label.getKey() + "=" + label.getValue()),
            selector.getMatchExpressions().stream()
                .map(e -> e.getKey() + " " + e.getOperator() + " " + e.getValues()))
        .sorted()
        .collect(Collectors.joining(" and "));
  }
}
