package dev.leasehold.vault;

import dev.leasehold.api.v1alpha1.AccessRecordStatus;
import dev.leasehold.api.v1alpha1.TargetStatus;
import dev.leasehold.api.v1alpha1.VaultHeldToken;
import dev.leasehold.api.v1alpha1.VaultHoldings;
import dev.leasehold.lab.Vault;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A token that a record says Vault holds, as Vault's administrator sees it. */
record Held(Vault vault, VaultHeldToken token) {
  /** All that the record knows, those that were revoked included. */
  static List<Held> of(Vault vault, AccessRecordStatus recorded) {
    return recorded.targets().stream()
        .map(TargetStatus::vault)
        .filter(Objects::nonNull)
        .map(VaultHoldings::tokens)
        .flatMap(List::stream)
        .map(token -> new Held(vault, token))
        .toList();
  }

  /** Vault knows neither the token nor any of its leases. */
  boolean isGone() {
    return !hasToken() && token.leaseIds().stream().noneMatch(this::hasLease);
  }

  /** It knows all of it. */
  boolean isThere() {
    return hasToken() && token.leaseIds().stream().allMatch(this::hasLease);
  }

  boolean hasToken() {
    return vault
        .root()
        .write("auth/token/lookup-accessor", Map.of("accessor", token.accessor()))
        .succeeded();
  }

  private boolean hasLease(String id) {
    return vault.root().write("sys/leases/lookup", Map.of("lease_id", id)).succeeded();
  }
}
