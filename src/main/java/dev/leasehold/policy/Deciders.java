package dev.leasehold.policy;

import dev.leasehold.model.Rule;
import java.util.List;

/**
 * What bindings of the whole cluster give on entitlements. As for the guard, a rule with a wildcard
 * lets nobody approve or review, and lets its holder request.
 */
public record Deciders(List<Given> given) {
  private static final String GROUP = "leasehold.dev";
  private static final String RESOURCE = "entitlements";
  private static final String ANY = "*";
  private static final List<String> ASKING = List.of("request", "request-for", ANY);

  public Deciders {
    given = List.copyOf(given);
  }

  /**
   * What one binding gives.
   *
   * @param people whether it names anybody but service accounts, which decide nothing
   */
  public record Given(List<Rule> rules, boolean people) {
    /** Of other groups than ours nothing is kept. */
    public Given {
      rules = rules.stream().filter(Deciders::inGroup).toList();
    }

    /** Whether it gives anything on entitlements, and not by a wildcard. */
    public boolean concerns() {
      return rules.stream()
          .flatMap(rule -> rule.resources().stream())
          .anyMatch(r -> r.equals(RESOURCE) || r.startsWith(RESOURCE + "/"));
    }
  }

  /** Whether somebody may request the entitlement of this qualified name, if only for others. */
  public boolean request(String name) {
    return given.stream()
        .flatMap(g -> g.rules().stream())
        .filter(rule -> ASKING.stream().anyMatch(rule.verbs()::contains))
        .filter(rule -> rule.resources().contains(RESOURCE) || rule.resources().contains(ANY))
        .anyMatch(rule -> names(rule, name));
  }

  /** Whether some person may approve for it in the role. */
  public boolean approve(String role, String name) {
    return byPeople("approve", RESOURCE + "/" + role, name);
  }

  /** Whether some person may review what was given of it. */
  public boolean review(String name) {
    return byPeople("review", RESOURCE, name);
  }

  private boolean byPeople(String verb, String resource, String name) {
    return given.stream().filter(Given::people).anyMatch(g -> gives(g, verb, resource, name));
  }

  private static boolean gives(Given given, String verb, String resource, String name) {
    return given.rules().stream()
        .filter(rule -> rule.verbs().contains(verb) && !rule.verbs().contains(ANY))
        .filter(rule -> rule.resources().contains(resource) && !rule.resources().contains(ANY))
        .anyMatch(rule -> names(rule, name));
  }

  private static boolean names(Rule rule, String name) {
    return rule.resourceNames().isEmpty() || rule.resourceNames().contains(name);
  }

  private static boolean inGroup(Rule rule) {
    return rule.apiGroups().contains(GROUP) || rule.apiGroups().contains(ANY);
  }
}
