package dev.leasehold.observe;

import dev.leasehold.model.Binding;
import dev.leasehold.model.Entitlement;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which roles of an entitlement others can widen, for the owner of its catalog. */
public final class AggregationNote {
  private AggregationNote() {}

  /** What it has of such roles; empty if it has none. */
  public static Optional<String> of(Entitlement entitlement) {
    String roles =
        entitlement.targets().stream()
            .flatMap(target -> target.bindings().stream())
            .filter(binding -> binding.gathered().isPresent())
            .map(AggregationNote::named)
            .distinct()
            .collect(Collectors.joining(" and "));
    return roles.isEmpty()
        ? Optional.empty()
        : Optional.of(
            roles
                + ": whoever writes such a ClusterRole changes what is offered, and ends the grants if"
                + " it becomes more; name a role of your own");
  }

  private static String named(Binding binding) {
    return binding.role().kind().text()
        + " "
        + binding.role().name()
        + " has the rules of all ClusterRoles with "
        + binding.gathered().orElse("");
  }
}
