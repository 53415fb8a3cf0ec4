package dev.leasehold.cluster;

import dev.leasehold.model.Rule;
import dev.leasehold.observe.DeciderReader;
import dev.leasehold.observe.RoleRules;
import dev.leasehold.policy.Deciders;
import dev.leasehold.policy.Deciders.Given;
import java.util.List;

/** Who can request, approve and review, as the caches have bindings of the whole cluster. */
public record ClusterDeciders(Watches watches) {
  /** As it stands now. */
  public Deciders read() {
    return new Deciders(
        watches.outside().ofTheCluster().stream()
            .map(binding -> DeciderReader.read(binding, rules(binding.getRoleRef().getName())))
            .filter(given -> !given.rules().isEmpty())
            .toList());
  }

  /** Whether whom this binds may decide something. */
  public boolean concern(OutsideBindings.Bound bound) {
    return bound.namespace().isEmpty()
        && !new Given(rules(bound.role().name()), false).rules().isEmpty();
  }

  private List<Rule> rules(String clusterRole) {
    return watches
        .clusterRole(clusterRole)
        .map(role -> RoleRules.read(role.getRules()))
        .orElse(List.of());
  }
}
