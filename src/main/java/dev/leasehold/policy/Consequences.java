package dev.leasehold.policy;

import dev.leasehold.model.Rule;
import java.util.List;
import java.util.stream.Stream;

/**
 * What follows from permissions that are ordinary enough to be offered with any sensitivity, and
 * that an approver has to know of.
 */
final class Consequences {
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
