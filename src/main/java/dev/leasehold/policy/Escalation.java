package dev.leasehold.policy;

import dev.leasehold.model.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Finds what turns a permission into others: what design.md §5 wants offered only with sensitivity
 * Critical and a warning.
 */
public final class Escalation {
  private static final Set<String> VERBS = Set.of("*", "escalate", "bind");
  private static final Set<String> RESOURCES =
      Set.of(
          "*",
          "serviceaccounts/token",
          "pods/exec",
          "pods/attach",
          "pods/ephemeralcontainers",
          "nodes/proxy",
          "certificatesigningrequests/approval",
          "signers");
  private static final String RBAC = "rbac.authorization.k8s.io";
  private static final Set<String> BINDINGS = Set.of("rolebindings", "clusterrolebindings");
  private static final Set<String> GROUPS =
      Set.of("*", "admissionregistration.k8s.io", "leasehold.dev");

  private Escalation() {}

  /** What is dangerous in the rules, a phrase each; empty when nothing is. */
  public static List<String> in(List<Rule> rules) {
    List<String> found = new ArrayList<>();
    for (Rule rule : rules) {
      rule.verbs().stream()
          .filter(Escalation::grantsMore)
          .map(v -> "verb " + v)
          .forEach(found::add);
      rule.resources().stream()
          .filter(Escalation::dangerous)
          .map(r -> "resource " + r)
          .forEach(found::add);
      rule.apiGroups().stream()
          .filter(GROUPS::contains)
          .map(g -> "API group " + g)
          .forEach(found::add);
      rule.nonResourceUrls().stream()
          .filter(Escalation::everyPath)
          .map(url -> "path " + url)
          .forEach(found::add);
      if (everySecret(rule)) {
        found.add("secrets without names");
      }
      found.addAll(bindings(rule));
    }
    return found.stream().distinct().toList();
  }

  /** Constrained impersonation has verbs of its own, as {@code impersonate:user-info}. */
  static boolean grantsMore(String verb) {
    return VERBS.contains(verb) || verb.startsWith("impersonate");
  }

  private static boolean dangerous(String resource) {
    return RESOURCES.contains(resource) || resource.startsWith("*/");
  }

  /** Trailing stars are one to the authorizer, and every path begins with a slash. */
  private static boolean everyPath(String url) {
    return url.endsWith("*") && (url.replace("*", "").isEmpty() || url.matches("/\\*+"));
  }

  /**
   * Who has permissions may bind them to somebody else, or to the same for longer, without the verb
   * bind; names do not hinder whoever may change a binding's subjects.
   */
  private static List<String> bindings(Rule rule) {
    return rule.apiGroups().contains(RBAC)
        ? rule.resources().stream()
            .filter(BINDINGS::contains)
            .flatMap(resource -> Danger.writing(rule.verbs()).map(verb -> verb + " " + resource))
            .toList()
        : List.of();
  }

  /** A request for all of them has the empty name, so a rule may name it, too. */
  private static boolean everySecret(Rule rule) {
    return rule.resources().contains("secrets")
        && (rule.resourceNames().isEmpty() || rule.resourceNames().contains(""))
        && (rule.apiGroups().contains("") || rule.apiGroups().contains("*"));
  }
}
