package dev.leasehold.observe;

import dev.leasehold.api.v1alpha1.RecordedTarget;
import dev.leasehold.api.v1alpha1.RecordedVault;
import dev.leasehold.api.v1alpha1.TargetStatus;
import dev.leasehold.api.v1alpha1.VaultHoldings;
import dev.leasehold.model.Durations;
import dev.leasehold.model.Target;
import dev.leasehold.model.VaultHold;
import dev.leasehold.model.VaultSource;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what a record says of Vault. */
final class VaultReader {
  private VaultReader() {}

  static Target read(RecordedTarget target) {
    RecordedVault vault = target.vault();
    if (vault == null) {
      throw new IllegalStateException("written by another version: " + target.name());
    }
    return new Target.Vault(
        target.name(),
        vault.connection(),
        vault.tokenRole(),
        vault.policies(),
        source(vault),
        vault.template(),
        Durations.parse(Objects.requireNonNull(target.credentialTTL())));
  }

  private static VaultSource source(RecordedVault vault) {
    @Nullable String dynamic = vault.dynamicSecret();
    if (dynamic != null) {
      return new VaultSource.Dynamic(dynamic, vault.parameters());
    }
    return Optional.ofNullable(vault.kv())
        .<VaultSource>map(
            path ->
                new VaultSource.Static(
                    path, Optional.ofNullable(vault.rotatedEvery()).map(Durations::parse)))
        .orElseGet(VaultSource.Token::new);
  }

  static List<VaultHold> holds(TargetStatus status) {
    VaultHoldings vault = status.vault();
    return vault == null
        ? List.of()
        : vault.tokens().stream()
            .map(
                token ->
                    new VaultHold(
                        token.generation(),
                        token.accessor(),
                        token.leaseIds(),
                        Instant.parse(token.expiresAt())))
            .toList();
  }
}
