package dev.leasehold.model;

import java.time.Instant;
import java.util.List;

/**
 * One token that Vault holds for a target, and what was leased with it.
 *
 * @param generation of the credential that it is, or that comes through it
 * @param accessor by which it is revoked and looked up; never the token
 * @param expiresAt until when Vault keeps it at most
 */
public record VaultHold(int generation, String accessor, List<String> leaseIds, Instant expiresAt) {
  public VaultHold {
    leaseIds = List.copyOf(leaseIds);
  }
}
