package dev.leasehold.approval.ssh;

import java.util.List;
import java.util.Set;

/**
 * A person whose signature is known, by platform configuration.
 *
 * @param user the name by which Kubernetes knows the person, and RBAC is asked
 * @param groups those that the API server would see with it, system:authenticated left out
 */
public record Signer(String user, Set<String> groups, List<PublicKey> keys) {
  public Signer {
    groups = Set.copyOf(groups);
    keys = List.copyOf(keys);
    if (user.isBlank() || user.startsWith("system:")) {
      throw new IllegalArgumentException(
          "user: a person's name, and none that begins with system:");
    }
    if (groups.stream().anyMatch(group -> group.startsWith("system:"))) {
      throw new IllegalArgumentException("groups: none that begins with system:");
    }
  }
}
