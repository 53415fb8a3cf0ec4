package dev.leasehold.policy;

import dev.leasehold.model.Rule;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What follows from permissions that are ordinary enough to be offered with any sensitivity, and
 * that an approver has to know of.
 */
final class Consequences {
  private static final Set<String> WRITES = Set.of("create", "update", "patch");
  private static final Set<String> BINDINGS = Set.of("rolebindings", "clusterrolebindings");
  private static final Set<String> TOKENS = Set.of("serviceaccounts/token");
  private static final Set<String> SESSIONS = Set.of("pods/exec", "pods/attach");

  private Consequences() {}

  /** What starts containers or changes what they run, a phrase each. */
  static List<String> running(List<Rule> rules) {
    return rules.stream()
        .flatMap(
            rule ->
                rule.resources().stream()
                    .filter(resource -> Danger.runs(rule.verbs(), resource))
                    .flatMap(resource -> Danger.writing(rule.verbs()).map(v -> v + " " + resource)))
        .distinct()
        .toList();
  }

  /** What binds roles, a phrase each. */
  static List<String> binding(List<Rule> rules) {
    return phrases(rules, "rbac.authorization.k8s.io", BINDINGS, WRITES);
  }

  /** What makes tokens of service accounts, a phrase each. */
  static List<String> minting(List<Rule> rules) {
    return phrases(rules, "", TOKENS, Set.of("create"));
  }

  /** What opens a session in a running container, which is either verb to the API server. */
  static List<String> entering(List<Rule> rules) {
    return phrases(rules, "", SESSIONS, Set.of("create", "get"));
  }

  private static List<String> phrases(
      List<Rule> rules, String group, Set<String> resources, Set<String> verbs) {
    return rules.stream()
        .filter(rule -> Stream.of(group, "*").anyMatch(rule.apiGroups()::contains))
        .flatMap(
            rule ->
                rule.resources().stream()
                    .filter(resources::contains)
                    .flatMap(
                        resource ->
                            rule.verbs().stream()
                                .filter(verb -> verb.equals("*") || verbs.contains(verb))
                                .flatMap(verb -> named(verb + " " + resource, rule))))
        .distinct()
        .toList();
  }

  private static Stream<String> named(String phrase, Rule rule) {
    return rule.resourceNames().isEmpty()
        ? Stream.of(phrase)
        : rule.resourceNames().stream().map(name -> phrase + " named " + name);
  }

  /** Names of the Secrets that can be read, or are answered when they are written. */
  static List<String> secrets(List<Rule> rules) {
    return rules.stream()
        .filter(rule -> rule.resources().contains("secrets"))
        .filter(rule -> Stream.of("", "*").anyMatch(rule.apiGroups()::contains))
        .flatMap(rule -> rule.resourceNames().stream())
        .filter(name -> !name.isEmpty())
        .distinct()
        .toList();
  }
}
