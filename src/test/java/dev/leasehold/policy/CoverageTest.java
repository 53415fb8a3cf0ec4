package dev.leasehold.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.model.RoleRef;
import dev.leasehold.model.Rule;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Compares with {@link Authorizer} over all rules and requests of small alphabets. */
class CoverageTest {
  private static final List<Rule> RULES = rules();
  private static final List<Authorizer.Ask> ASKS = asks();
  private static final List<Rule> PATHS = paths();
  private static final List<Authorizer.Ask> PATH_ASKS = pathAsks();
  private static final IdentityHashMap<Rule, BitSet> ALLOWED = new IdentityHashMap<>();

  @Test
  void oneRuleCoversAnotherExactlyWhenEveryRequestItAllowsIsAllowed() {
    for (Rule wide : RULES) {
      for (Rule narrow : RULES) {
        assertExact(List.of(wide), List.of(narrow), ASKS);
      }
    }
  }

  @Test
  void severalRulesCoverTogether() {
    for (int i = 0; i < RULES.size(); i++) {
      for (int j = i % 5; j < RULES.size(); j += 5) {
        for (int k = (i + j) % 7; k < RULES.size(); k += 7) {
          assertExact(List.of(RULES.get(i), RULES.get(j)), List.of(RULES.get(k)), ASKS);
        }
      }
    }
  }

  @Test
  void everyRuleOfTheNarrowerSetHasToBeCovered() {
    for (int i = 0; i < RULES.size(); i += 3) {
      for (int j = 0; j < RULES.size(); j += 7) {
        for (int k = 0; k < RULES.size(); k += 5) {
          List<Rule> wide = List.of(RULES.get(k));
          assertThat(Coverage.covers(wide, List.of(RULES.get(i), RULES.get(j))))
              .isEqualTo(
                  Coverage.covers(wide, List.of(RULES.get(i)))
                      && Coverage.covers(wide, List.of(RULES.get(j))));
        }
      }
    }
  }

  @Test
  void pathsAreCoveredExactlyWhenEveryRequestIs() {
    for (Rule wide : PATHS) {
      for (Rule narrow : PATHS) {
        assertExact(List.of(wide), List.of(narrow), PATH_ASKS);
      }
    }
  }

  @Test
  void whatARuleAddsAndWhatWasHeldAreTogetherTheRuleAndNothingHeldIsMissing() {
    for (int i = 0; i < RULES.size(); i++) {
      for (int j = i % 2; j < RULES.size(); j += 2) {
        Rule rule = RULES.get(i);
        List<Rule> holding = List.of(RULES.get(j), RULES.get((i * 7 + j) % RULES.size()));
        Added parts = Added.to(holding, rule);
        BitSet added = allowed(parts.added().stream().toList(), ASKS);
        BitSet held = allowed(parts.held().stream().toList(), ASKS);
        BitSet both = (BitSet) added.clone();
        both.or(held);
        assertThat(both).isEqualTo(allowed(List.of(rule), ASKS));
        held.andNot(allowed(holding, ASKS));
        assertThat(held.isEmpty()).isTrue();
        assertThat(parts.added().isEmpty()).isEqualTo(Coverage.covers(holding, List.of(rule)));
      }
    }
  }

  @Test
  void aBindingInANamespaceGivesNoPathsAndNothingElsewhere() {
    RoleRef role = new RoleRef(RoleRef.Kind.CLUSTER_ROLE, "r");
    Rule both =
        new Rule(List.of("get"), List.of(""), List.of("pods"), List.of(), List.of("/metrics"));
    List<HeldRole> here = List.of(new HeldRole(role, Optional.of("here"), List.of(both)));
    List<HeldRole> everywhere = List.of(new HeldRole(role, Optional.empty(), List.of(both)));
    Rule path = new Rule(List.of("get"), List.of(), List.of(), List.of(), List.of("/metrics"));
    Rule pods = new Rule(List.of("get"), List.of(""), List.of("pods"), List.of(), List.of());
    assertThat(Coverage.covers(HeldRole.in("here", here), List.of(pods))).isTrue();
    assertThat(Coverage.covers(HeldRole.in("here", here), List.of(path))).isFalse();
    assertThat(Coverage.covers(HeldRole.in("there", here), List.of(pods))).isFalse();
    assertThat(Coverage.covers(HeldRole.in("there", everywhere), List.of(pods, path))).isTrue();
  }

  @Test
  void nothingIsCoveredByAnythingAndEverythingCoversNothing() {
    assertThat(Coverage.covers(List.of(), List.of())).isTrue();
    for (Rule rule : RULES) {
      assertThat(Coverage.covers(List.of(rule), List.of())).isTrue();
      assertThat(Coverage.covers(List.of(), List.of(rule))).isFalse();
      assertThat(Coverage.covers(List.of(rule), List.of(rule))).isTrue();
    }
  }

  @Test
  void aRuleWithoutNamesIsWiderThanAnyListOfNames() {
    Rule named = rule("get", "", "secrets", "a");
    Rule unnamed = new Rule(List.of("get"), List.of(""), List.of("secrets"), List.of(), List.of());
    assertThat(Coverage.covers(List.of(named), List.of(unnamed))).isFalse();
    assertThat(Coverage.covers(List.of(unnamed), List.of(named))).isTrue();
  }

  private static void assertExact(List<Rule> wide, List<Rule> narrow, List<Authorizer.Ask> asks) {
    BitSet excess = allowed(narrow, asks);
    excess.andNot(allowed(wide, asks));
    if (Coverage.covers(wide, narrow) != excess.isEmpty()) {
      throw new AssertionError(wide + " covers " + narrow + " but for " + excess);
    }
  }

  /** By number, which of the requests the rules allow. */
  private static BitSet allowed(List<Rule> rules, List<Authorizer.Ask> asks) {
    BitSet all = new BitSet();
    for (Rule rule : rules) {
      all.or(ALLOWED.computeIfAbsent(rule, r -> Authorizer.allowed(r, asks)));
    }
    return all;
  }

  private static Rule rule(String verb, String group, String resource, String name) {
    return new Rule(List.of(verb), List.of(group), List.of(resource), List.of(name), List.of());
  }

  private static List<Rule> rules() {
    List<Rule> rules = new ArrayList<>();
    for (List<String> verbs :
        List.of(List.of("get"), List.of("get", "deletecollection"), List.of("*"))) {
      for (List<String> groups : List.of(List.of(""), List.of("", "apps"), List.of("*"))) {
        for (List<String> resources :
            List.of(
                List.of("pods"),
                List.of("pods/exec"),
                List.of("pods", "pods/exec"),
                List.of("*/exec"),
                List.of("*"))) {
          for (List<String> names :
              List.of(List.<String>of(), List.of("a"), List.of("a", "b"), List.of("", "a"))) {
            rules.add(new Rule(verbs, groups, resources, names, List.of()));
          }
        }
      }
    }
    return rules;
  }

  /** Besides all that rules name there is always something that none of them names. */
  private static List<Authorizer.Ask> asks() {
    List<Authorizer.Ask> asks = new ArrayList<>();
    for (String verb : List.of("get", "deletecollection", "other")) {
      for (String group : List.of("", "apps", "other")) {
        for (String resource : List.of("pods", "other")) {
          for (String subresource : List.of("", "exec", "other")) {
            for (String name : List.of("", "a", "b", "other")) {
              asks.add(Authorizer.Ask.resource(verb, group, resource, subresource, name));
            }
          }
        }
      }
    }
    return asks;
  }

  private static List<Rule> paths() {
    List<Rule> rules = new ArrayList<>();
    for (String verb : List.of("get", "*")) {
      for (String url :
          List.of("*", "/a", "/a*", "/a**", "/a/*", "/ab", "/ab*", "/a*b", "/a*b*", "/b")) {
        rules.add(new Rule(List.of(verb), List.of(), List.of(), List.of(), List.of(url)));
      }
    }
    rules.add(new Rule(List.of("get"), List.of(), List.of(), List.of(), List.of("/a", "/b")));
    return rules;
  }

  private static List<Authorizer.Ask> pathAsks() {
    List<String> paths = new ArrayList<>(List.of(""));
    for (int i = 0; paths.get(i).length() < 5; i++) {
      for (String next : List.of("/", "a", "b", "*", "z")) {
        paths.add(paths.get(i) + next);
      }
    }
    return paths.stream()
        .flatMap(
            path ->
                List.of(Authorizer.Ask.path("get", path), Authorizer.Ask.path("other", path))
                    .stream())
        .toList();
  }
}
