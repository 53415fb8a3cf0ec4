package dev.leasehold.observe;

import dev.leasehold.model.RoleRef;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A role that somebody holds by a binding that is no grant's.
 *
 * @param holder the user or group that the binding names
 * @param namespace where it is held; empty: in the whole cluster
 */
public record Held(String holder, RoleRef role, Optional<String> namespace) {
  private static final Set<String> EVERYBODY =
      Set.of("system:authenticated", "system:serviceaccounts", "system:unauthenticated");

  /** What API servers bind to everybody by themselves when they start. */
  private static final Set<RoleRef> DISCOVERY =
      Stream.of(
              "system:basic-user",
              "system:discovery",
              "system:public-info-viewer",
              "system:service-account-issuer-discovery")
          .map(name -> new RoleRef(RoleRef.Kind.CLUSTER_ROLE, name))
          .collect(Collectors.toUnmodifiableSet());

  /** Names so many that who they are is not kept. */
  public static final String MANY = "more than 100 service accounts";

  boolean gives(RoleRef other, String where) {
    return role.equals(other) && namespace.map(where::equals).orElse(true);
  }

  /** Whether it is what everybody may do in every cluster: ask who and where they are. */
  boolean isEverybodys() {
    return EVERYBODY.contains(holder) && DISCOVERY.contains(role);
  }
}
