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
   * Of rules, estimated as they are in memory. Roles in namespaces rarely have a quarter of it; it
   * takes some twenty thousand such roles to fill 96 MiB.
   */
  private static final int KEPT_BYTES = 4096;

  /** Of a string and its place in a list, with compressed pointers. */
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
    return rules != null
        && rules.stream().flatMap(LeanRole::texts).mapToLong(LeanRole::bytes).sum() > KEPT_BYTES;
  }

  private static long bytes(String text) {
    return STRING_BYTES + (long) text.length();
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
