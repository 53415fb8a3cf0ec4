package dev.leasehold.cluster;

import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a Role. Whoever may write roles of one namespace, as holders of the stock role
 * {@code admin} may, could fill the heap with rules, whose lists and names have no limit but the
 * object's own.
 */
final class LeanRole {
  /**
   * Of rules, estimated as they are in memory. Few roles in namespaces have half of it; it takes
   * some six thousand such roles to fill 96 MiB.
   */
  private static final int KEPT_BYTES = 16 * 1024;

  /** Of a rule with its five lists, with compressed pointers. */
  private static final int RULE_BYTES = 200;

  /** Of a place in a list. */
  private static final int PLACE_BYTES = 8;

  /** Of a string beside its text; equal ones are one object (decision 0138). */
  private static final int STRING_BYTES = 48;

  private static final String NOT_KEPT = "leasehold.dev/rules-not-kept";

  private LeanRole() {}

  /** Leaves the rules out if they are large; that they are is remembered. */
  static void strip(Role role) {
    Lean.bare(role);
    if (isLarge(role.getRules())) {
      role.setRules(null);
      role.getMetadata().setAnnotations(Map.of(NOT_KEPT, ""));
    }
  }

  /** Whether its rules are all there. */
  static boolean isWhole(Role stripped) {
    Map<String, String> annotations = stripped.getMetadata().getAnnotations();
    return annotations == null || !annotations.containsKey(NOT_KEPT);
  }

  private static boolean isLarge(@Nullable List<PolicyRule> rules) {
    return rules != null && bytes(rules) > KEPT_BYTES;
  }

  private static long bytes(List<PolicyRule> rules) {
    List<String> texts = rules.stream().flatMap(LeanRole::texts).toList();
    return (long) rules.size() * RULE_BYTES
        + (long) texts.size() * PLACE_BYTES
        + texts.stream().distinct().mapToLong(text -> STRING_BYTES + (long) text.length()).sum();
  }

  private static Stream<String> texts(PolicyRule rule) {
    return Stream.of(
            rule.getVerbs(),
            rule.getApiGroups(),
            rule.getResources(),
            rule.getResourceNames(),
            rule.getNonResourceURLs())
        .filter(Objects::nonNull)
        .flatMap(List::stream);
  }
}
