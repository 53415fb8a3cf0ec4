package dev.leasehold.policy;

import dev.leasehold.model.Entitlement;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.RoleRef;
import dev.leasehold.model.Target;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether an entitlement still hands out what was granted from it. What it hands out beyond that is
 * no matter here: more is given only by a new offer. Rules that a role lost need no act either,
 * since bindings follow their role.
 */
public final class Narrowing {
  private Narrowing() {}

  /** What was granted and is no longer on offer; empty when all of it still is. */
  public static Optional<Reason> of(Entitlement entitlement, List<Target> granted) {
    return granted.stream()
        .filter(target -> entitlement.targets().stream().noneMatch(now -> includes(now, target)))
        .findFirst()
        .map(target -> gone(entitlement, target));
  }

  /**
   * Whether it hands out just what was granted, no less and no more; a role that gives more by now
   * is another matter, since it ends the grant.
   */
  public static boolean same(Entitlement entitlement, List<Target> granted) {
    return granted.stream()
            .allMatch(target -> entitlement.targets().stream().anyMatch(now -> equal(now, target)))
        && entitlement.targets().size() == granted.size();
  }

  private static boolean equal(Target now, Target granted) {
    return includes(now, granted)
        && includes(granted, now)
        && lifetime(now).equals(lifetime(granted));
  }

  private static Duration lifetime(Target target) {
    return target.credentialLife().orElse(Duration.ZERO);
  }

  private static Reason gone(Entitlement entitlement, Target target) {
    return new Reason(
        ReasonCode.TARGET_NARROWED,
        entitlement.ref().qualified()
            + " no longer hands out all that target "
            + target.name()
            + " had when it was granted; ask again for what it hands out now");
  }

  private static boolean includes(Target now, Target granted) {
    return now.name().equals(granted.name())
        && places(now).containsAll(places(granted))
        && switch (granted) {
          case Target.ServiceAccountToken token ->
              now instanceof Target.ServiceAccountToken same
                  && audiences(same).containsAll(audiences(token));
          case Target.RoleBinding binding -> now instanceof Target.RoleBinding;
          case Target.Vault vault -> now instanceof Target.Vault same && includes(same, vault);
        };
  }

  /** How it is delivered may change: that gives nobody more or less. */
  private static boolean includes(Target.Vault now, Target.Vault granted) {
    return now.connection().equals(granted.connection())
        && now.tokenRole().equals(granted.tokenRole())
        && Set.copyOf(now.policies()).containsAll(granted.policies())
        && now.source().equals(granted.source());
  }

  /** None written means the API server's own, which is an audience like others. */
  private static Set<String> audiences(Target.ServiceAccountToken token) {
    return token.audiences().isEmpty() ? Set.of("") : Set.copyOf(token.audiences());
  }

  private static Set<Place> places(Target target) {
    return target.bindings().stream()
        .map(b -> new Place(b.role(), b.namespace()))
        .collect(Collectors.toSet());
  }

  private record Place(RoleRef role, String namespace) {}
}
