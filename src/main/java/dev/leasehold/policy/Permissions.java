package dev.leasehold.policy;

import dev.leasehold.model.Binding;
import dev.leasehold.model.Entitlement;
import dev.leasehold.model.Rule;
import dev.leasehold.model.Target;
import java.util.ArrayList;
import java.util.List;

/** What an entitlement would allow, in lines that an approver can read. */
public final class Permissions {
  /** Lines shown in an offer; the digest covers all rules, shown or not. */
  private static final int MAX_LINES = 24;

  private static final int MAX_LINE = 200;

  private Permissions() {}

  /** For example {@code shop: get, list configmaps in namespace shop}. */
  public static List<String> of(Entitlement entitlement) {
    List<String> lines = new ArrayList<>();
    for (Target target : entitlement.targets()) {
      for (Binding binding : target.bindings()) {
        binding.rules().forEach(rule -> lines.add(line(target, binding, rule)));
      }
    }
    if (lines.size() <= MAX_LINES) {
      return List.copyOf(lines);
    }
    List<String> shown = new ArrayList<>(lines.subList(0, MAX_LINES - 1));
    shown.add("and " + (lines.size() - MAX_LINES + 1) + " rules more: read the roles themselves");
    return List.copyOf(shown);
  }

  /** What an approver must not overlook, a line for each role that escalates. */
  public static List<String> warnings(Entitlement entitlement) {
    List<String> lines = new ArrayList<>();
    for (Target target : entitlement.targets()) {
      for (Binding binding : target.bindings()) {
        List<String> found = Escalation.in(binding.rules());
        if (!found.isEmpty()) {
          lines.add(
              cut(
                  binding.role().kind().text()
                      + " "
                      + binding.role().name()
                      + " in "
                      + binding.namespace()
                      + " can lead to more than it says: "
                      + String.join(", ", found)));
        }
      }
    }
    return lines.stream().distinct().limit(MAX_LINES).toList();
  }

  private static String line(Target target, Binding binding, Rule rule) {
    String what =
        rule.nonResourceUrls().isEmpty()
            ? resources(rule)
            : "paths " + String.join(", ", rule.nonResourceUrls());
    return cut(
        target.name()
            + ": "
            + String.join(", ", rule.verbs())
            + " "
            + what
            + " in namespace "
            + binding.namespace());
  }

  private static String resources(Rule rule) {
    List<String> names = new ArrayList<>();
    for (String resource : rule.resources()) {
      for (String group : rule.apiGroups()) {
        names.add(group.isEmpty() ? resource : resource + "." + group);
      }
    }
    String all = String.join(", ", names);
    return rule.resourceNames().isEmpty()
        ? all
        : all + " named " + String.join(", ", rule.resourceNames());
  }

  private static String cut(String line) {
    return line.length() <= MAX_LINE ? line : line.substring(0, MAX_LINE - 1) + "…";
  }
}
