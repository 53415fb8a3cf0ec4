package dev.leasehold.grant.vault;

import java.util.List;
import java.util.Optional;

/**
 * One Vault, as the installation names it, and as whom the operator logs in there.
 *
 * @param address with {@code https}, and without {@code /v1}
 * @param namespace of Vault Enterprise
 * @param caBundle PEM of what signs its certificate; without one, what this machine trusts
 * @param mount of its Kubernetes auth method, below {@code auth/}
 * @param role that the operator logs in to there
 * @param audience of the service account token with which it logs in
 * @param allow paths of Vault's own ({@code sys/} and the like) that catalogs may name
 */
public record VaultConnection(
    String name,
    String address,
    Optional<String> namespace,
    Optional<String> caBundle,
    String mount,
    String role,
    String audience,
    List<String> allow) {
  public VaultConnection {
    allow = List.copyOf(allow);
  }
}
