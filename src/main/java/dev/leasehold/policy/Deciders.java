package dev.leasehold.policy;

import dev.leasehold.model.Rule;
import java.util.List;

/**
 * What bindings of the whole cluster give on entitlements. A rule with a wildcard counts for
 * nobody, as for the guard: whoever holds one approves and reviews nothing.
 */
public record Deciders(List<Given> given) {
  private static final String GROUP = "leasehold.dev";
  private static final String RESOURCE = "entitlements";
  private static final String ANY = "*";

  public Deciders {
    given = List.copyOf(given);
  }

  /**
   * What one binding gives.
   *
   * @param people whether it names anybody but service accounts, which decide nothing
   */
  public record Given(List<Rule> rules, boolean people) {
    public Given {
      rules = List.copyOf(rules);
    }

    /** Whether it gives anything on entitlements, by whatever name. */
    public boolean concerns() {
      return rules.stream()
          .filter(Deciders::inGroup)
          .flatMap(rule -> rule.resources().stream())
          .anyMatch(r -> r.equals(RESOURCE) || r.startsWith(RESOURCE + "/"));
    }
  }

  /** Whether somebody may ask for the entitlement of this qualified name. */
  public boolean request(String name) {
    return given.stream().anyMatch(g -> gives(g, "request", RESOURCE, name));
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
        .filter(Deciders::inGroup)
        .filter(rule -> rule.verbs().contains(verb) && !rule.verbs().contains(ANY))
        .filter(rule -> rule.resources().contains(resource) && !rule.resources().contains(ANY))
        .anyMatch(rule -> rule.resourceNames().isEmpty() || rule.resourceNames().contains(name));
  }

  private static boolean inGroup(Rule rule) {
    return rule.apiGroups().contains(GROUP) || rule.apiGroups().contains(ANY);
  }
}
