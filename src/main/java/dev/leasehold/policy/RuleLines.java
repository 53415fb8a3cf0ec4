package dev.leasehold.policy;

import dev.leasehold.model.Binding;
import dev.leasehold.model.Rule;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Rules of one binding in lines that an approver can read: every line says what may be done, on
 * what and in which namespace, and together they say everything. Rules that differ in nothing but
 * resources are told together; what is dangerous has lines of its own.
 */
final class RuleLines {
  private static final int VERBS = 80;
  private static final int RESOURCES = 100;
  private static final int NAMES = 100;

  /** Of resources that share a mark, so that it takes no more room than it did without. */
  private static final int MARKED = 200;

  /** The empty name, which requests for all of a kind have. */
  private static final String NAMELESS = "\"\" (all at once)";

  private static final String UNKNOWN = " (not built in: effects unknown)";

  private RuleLines() {}

  /** A line, and how dangerous what it says is. */
  record Line(Danger danger, String text) {}

  /** What rules may have in common. */
  private record Key(List<String> verbs, List<String> names, boolean paths) {}

  /**
   * Lines about rules that a binding has.
   *
   * @param start what every line begins with
   * @param most as many are made at most, since what a role's author writes may make more than
   *     there is memory for
   */
  static List<Line> of(String start, Binding binding, List<Rule> rules, int most) {
    Map<Key, Map<Danger, Set<String>>> told = new LinkedHashMap<>();
    for (Rule rule : rules) {
      Map<Danger, Set<String>> same =
          told.computeIfAbsent(key(rule), key -> new EnumMap<>(Danger.class));
      things(rule)
          .forEach(
              (danger, things) ->
                  same.computeIfAbsent(danger, d -> new LinkedHashSet<>()).addAll(things));
    }
    List<Line> lines = new ArrayList<>();
    told.forEach(
        (key, dangers) ->
            dangers.forEach(
                (danger, things) -> {
                  for (String text : texts(key, listed(danger, things), most - lines.size())) {
                    lines.add(new Line(danger, start + text + where(danger, binding)));
                  }
                }));
    return List.copyOf(lines);
  }

  private static String where(Danger danger, Binding binding) {
    return " in namespace " + binding.namespace() + (danger == Danger.UNKNOWN ? UNKNOWN : "");
  }

  private static Key key(Rule rule) {
    return new Key(rule.verbs(), rule.resourceNames(), !rule.nonResourceUrls().isEmpty());
  }

  private static Map<Danger, List<String>> things(Rule rule) {
    Map<Danger, List<String>> things = new EnumMap<>(Danger.class);
    if (!rule.nonResourceUrls().isEmpty()) {
      Danger danger = Escalation.in(List.of(rule)).isEmpty() ? Danger.ORDINARY : Danger.POWER;
      things.put(danger, rule.nonResourceUrls());
      return things;
    }
    for (String resource : rule.resources()) {
      for (String group : rule.apiGroups()) {
        things
            .computeIfAbsent(Danger.of(rule.verbs(), group, resource), d -> new ArrayList<>())
            .add(group.isEmpty() ? resource : resource + "." + group);
      }
    }
    return things;
  }

  private static List<String> listed(Danger danger, Set<String> things) {
    return Wrapped.lines(List.copyOf(things), danger == Danger.UNKNOWN ? MARKED : RESOURCES);
  }

  private static List<String> texts(Key key, List<String> lists, int most) {
    List<String> texts = new ArrayList<>();
    for (String some : lists) {
      for (String verbs : Wrapped.lines(key.verbs(), VERBS)) {
        for (String names : names(key)) {
          if (texts.size() >= most) {
            return List.copyOf(texts);
          }
          texts.add(verbs + (key.paths() ? " paths " : " ") + some + names);
        }
      }
    }
    return List.copyOf(texts);
  }

  private static List<String> names(Key key) {
    List<String> names =
        Wrapped.lines(
            key.names().stream().map(name -> name.isEmpty() ? NAMELESS : name).toList(), NAMES);
    return names.isEmpty() ? List.of("") : names.stream().map(some -> " named " + some).toList();
  }
}
