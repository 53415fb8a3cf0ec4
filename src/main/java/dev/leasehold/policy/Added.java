package dev.leasehold.policy;

import dev.leasehold.model.Rule;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * One rule of an offer, parted by verbs into what it adds and what its subject may do already. What
 * is held in part only counts as added: an approver must not take for old what is new.
 */
record Added(Optional<Rule> added, Optional<Rule> held) {

  static Added to(List<Rule> holding, Rule rule) {
    Predicate<String> held = verb -> Coverage.covers(holding, List.of(with(rule, List.of(verb))));
    return new Added(of(rule, held.negate()), of(rule, held));
  }

  private static Optional<Rule> of(Rule rule, Predicate<String> some) {
    List<String> verbs = rule.verbs().stream().filter(some).toList();
    return verbs.isEmpty() ? Optional.empty() : Optional.of(with(rule, verbs));
  }

  private static Rule with(Rule rule, List<String> verbs) {
    return new Rule(
        verbs, rule.apiGroups(), rule.resources(), rule.resourceNames(), rule.nonResourceUrls());
  }
}
