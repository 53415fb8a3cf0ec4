package dev.leasehold.observe;

import dev.leasehold.model.Rule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the rules of a Role or ClusterRole; aggregated rules already stand among them. */
public final class RoleRules {
  private RoleRules() {}

  /** The rules; none where the role has none. */
  public static List<Rule> read(@Nullable List<PolicyRule> rules) {
    return rules == null
        ? List.of()
        : rules.stream()
            .map(
                rule ->
                    new Rule(
                        present(rule.getVerbs()),
                        present(rule.getApiGroups()),
                        present(rule.getResources()),
                        present(rule.getResourceNames()),
                        present(rule.getNonResourceURLs())))
            .toList();
  }

  private static List<String> present(@Nullable List<String> list) {
    return Objects.requireNonNullElse(list, List.of());
  }
}
