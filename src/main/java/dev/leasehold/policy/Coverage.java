package dev.leasehold.policy;

import dev.leasehold.model.Rule;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Whether one set of RBAC rules allows nothing beyond another. Follows the authorizer's own
 * matching: each single verb, group, resource and name of the narrower set must be allowed by one
 * rule of the wider.
 */
public final class Coverage {
  private static final String ALL = "*";
  private static final Pattern TRAILING = Pattern.compile("\\*+$");

  private Coverage() {}

  /** True when everything that {@code narrow} allows, {@code wide} allows too. */
  public static boolean covers(List<Rule> wide, List<Rule> narrow) {
    return narrow.stream().allMatch(rule -> resources(wide, rule) && urls(wide, rule));
  }

  private static boolean resources(List<Rule> wide, Rule rule) {
    return rule.verbs().stream()
        .allMatch(
            verb ->
                rule.apiGroups().stream()
                    .allMatch(
                        group ->
                            rule.resources().stream()
                                .allMatch(resource -> names(wide, rule, verb, group, resource))));
  }

  private static boolean names(
      List<Rule> wide, Rule rule, String verb, String group, String resource) {
    if (rule.resourceNames().isEmpty()) {
      return wide.stream()
          .anyMatch(w -> w.resourceNames().isEmpty() && allows(w, verb, group, resource));
    }
    return rule.resourceNames().stream()
        .allMatch(
            name ->
                wide.stream()
                    .anyMatch(
                        w ->
                            (w.resourceNames().isEmpty() || w.resourceNames().contains(name))
                                && allows(w, verb, group, resource)));
  }

  private static boolean allows(Rule wide, String verb, String group, String resource) {
    return has(wide.verbs(), verb)
        && has(wide.apiGroups(), group)
        && wide.resources().stream().anyMatch(w -> resourceMatches(w, resource));
  }

  /** "Any resource, then /scale" stands for the subresource of every resource. */
  private static boolean resourceMatches(String wide, String resource) {
    if (wide.equals(ALL) || wide.equals(resource)) {
      return true;
    }
    int slash = resource.indexOf('/');
    return slash > 0 && wide.equals(ALL + resource.substring(slash));
  }

  private static boolean urls(List<Rule> wide, Rule rule) {
    return rule.verbs().stream()
        .allMatch(
            verb ->
                rule.nonResourceUrls().stream()
                    .allMatch(
                        url ->
                            wide.stream()
                                .anyMatch(
                                    w ->
                                        has(w.verbs(), verb)
                                            && w.nonResourceUrls().stream()
                                                .anyMatch(u -> urlMatches(u, url)))));
  }

  /** Trailing {@code *} stand for every continuation; elsewhere it is a letter like others. */
  private static boolean urlMatches(String wide, String url) {
    return wide.equals(url)
        || (wide.endsWith(ALL) && url.startsWith(TRAILING.matcher(wide).replaceFirst("")));
  }

  private static boolean has(List<String> wide, String value) {
    return wide.contains(ALL) || wide.contains(value);
  }
}
