package dev.leasehold.policy;

import dev.leasehold.model.RoleRef;
import dev.leasehold.model.Rule;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a subject may do already by one binding.
 *
 * @param namespace where; empty: in the whole cluster
 * @param rules nothing where they are not known
 * @param known whether they are, and that the subject holds it
 */
public record HeldRole(RoleRef role, Optional<String> namespace, List<Rule> rules, boolean known) {
  /** What everybody may ask of an API server: who they are, what they may, where things are. */
  private static final List<Rule> COMMON =
      List.of(
          new Rule(
              List.of("create"),
              List.of("authentication.k8s.io", "authorization.k8s.io"),
              List.of("selfsubjectreviews", "selfsubjectaccessreviews", "selfsubjectrulesreviews"),
              List.of(),
              List.of()),
          new Rule(
              List.of("get", "list", "watch"),
              List.of("certificates.k8s.io"),
              List.of("clustertrustbundles"),
              List.of(),
              List.of()),
          new Rule(List.of("get"), List.of(), List.of(), List.of(), List.of("*")));

  public HeldRole {
    rules = List.copyOf(rules);
  }

  /** One whose rules are known. */
  public HeldRole(RoleRef role, Optional<String> namespace, List<Rule> rules) {
    this(role, namespace, rules, true);
  }

  /** One too large to be kept, or bound to too many to know who they are. */
  public static HeldRole unknown(RoleRef role, Optional<String> namespace) {
    return new HeldRole(role, namespace, List.of(), false);
  }

  /** Whether it gives more than everybody has. */
  boolean isMoreThanCommon() {
    return !Coverage.covers(COMMON, rules);
  }

  /** What all of these together allow in a namespace. */
  static List<Rule> in(String namespace, List<HeldRole> holdings) {
    return holdings.stream().flatMap(holding -> holding.allowed(namespace)).toList();
  }

  /** Paths are no namespace's: a binding within one gives none. */
  private Stream<Rule> allowed(String where) {
    if (namespace.isEmpty()) {
      return rules.stream();
    }
    return namespace.get().equals(where)
        ? rules.stream()
            .map(
                r ->
                    new Rule(r.verbs(), r.apiGroups(), r.resources(), r.resourceNames(), List.of()))
        : Stream.empty();
  }
}
