package dev.leasehold.model;

import java.util.List;

/**
 * One RBAC policy rule with RBAC's own meaning: an empty {@code resourceNames} means every name,
 * {@code *} is a wildcard, and {@code pods/exec} is a resource of its own.
 */
public record Rule(
    List<String> verbs,
    List<String> apiGroups,
    List<String> resources,
    List<String> resourceNames,
    List<String> nonResourceUrls) {
  public Rule {
    verbs = List.copyOf(verbs);
    apiGroups = List.copyOf(apiGroups);
    resources = List.copyOf(resources);
    resourceNames = List.copyOf(resourceNames);
    nonResourceUrls = List.copyOf(nonResourceUrls);
  }
}
