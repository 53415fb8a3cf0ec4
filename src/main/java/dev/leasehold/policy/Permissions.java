package dev.leasehold.policy;

import dev.leasehold.model.Binding;
import dev.leasehold.model.Entitlement;
import dev.leasehold.model.Rule;
import dev.leasehold.model.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What an entitlement would allow, in lines that an approver can read. They are bounded, since a
 * request's status is; the digest covers all rules, shown or not.
 */
public final class Permissions {
  private static final int MAX_LINES = 16;
  private static final int MAX_WARNINGS = 6;
  private static final int MAX_LINE = 160;

  private Permissions() {}

  /** For example {@code shop: get, list configmaps in namespace shop}. */
  public static List<String> of(Entitlement entitlement) {
    List<String> lines =
        entitlement.targets().stream()
            .flatMap(target -> target.bindings().stream().flatMap(b -> lines(target, b)))
            .toList();
    return bounded(lines, MAX_LINES, "rules more: read the roles themselves");
  }

  /** What an approver must not overlook, a line for each role that escalates. */
  public static List<String> warnings(Entitlement entitlement) {
    List<String> lines =
        entitlement.targets().stream()
            .flatMap(target -> target.bindings().stream())
            .flatMap(Permissions::warning)
            .distinct()
            .toList();
    return bounded(lines, MAX_WARNINGS, "roles more can lead to more than they say");
  }

  /** The danger comes first: names are long, and a line may be cut. */
  private static Stream<String> warning(Binding binding) {
    List<String> found = Escalation.in(binding.rules());
    return found.isEmpty()
        ? Stream.empty()
        : Stream.of(
            cut(
                "can lead to more than it says ("
                    + String.join(", ", found)
                    + "): "
                    + binding.role().kind().text()
                    + " "
                    + binding.role().name()
                    + " in namespace "
                    + binding.namespace()));
  }

  private static Stream<String> lines(Target target, Binding binding) {
    return binding.rules().stream()
        .map(
            rule ->
                cut(
                    target.name()
                        + ": "
                        + String.join(", ", rule.verbs())
                        + " "
                        + what(rule)
                        + " in namespace "
                        + binding.namespace()));
  }

  private static String what(Rule rule) {
    if (!rule.nonResourceUrls().isEmpty()) {
      return "paths " + String.join(", ", rule.nonResourceUrls());
    }
    String all =
        rule.resources().stream()
            .flatMap(r -> rule.apiGroups().stream().map(g -> g.isEmpty() ? r : r + "." + g))
            .reduce((a, b) -> a + ", " + b)
            .orElse("");
    return rule.resourceNames().isEmpty()
        ? all
        : all + " named " + String.join(", ", rule.resourceNames());
  }

  private static List<String> bounded(List<String> lines, int limit, String more) {
    if (lines.size() <= limit) {
      return lines;
    }
    List<String> shown = new ArrayList<>(lines.subList(0, limit - 1));
    shown.add("and " + (lines.size() - shown.size()) + " " + more);
    return List.copyOf(shown);
  }

  private static String cut(String line) {
    return line.length() <= MAX_LINE ? line : line.substring(0, MAX_LINE - 1) + "…";
  }
}
