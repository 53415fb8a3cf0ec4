package dev.leasehold.observe;

import dev.leasehold.model.RoleRef;
import java.util.Optional;

/**
 * A role that somebody holds by a binding that is no grant's.
 *
 * @param holder the user or group that the binding names
 * @param namespace where it is held; empty: in the whole cluster
 */
public record Held(String holder, RoleRef role, Optional<String> namespace) {
  boolean gives(RoleRef other, String where) {
    return role.equals(other) && namespace.map(where::equals).orElse(true);
  }
}
