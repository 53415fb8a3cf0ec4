package dev.leasehold.grant.vault;

import dev.leasehold.model.Target;
import dev.leasehold.model.VaultSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Targets as a catalog would have them. */
final class VaultSamples {
  private VaultSamples() {}

  static Target.Vault of(String name, VaultSource source) {
    return of(name, "orders-ro", source, Map.of());
  }

  static Target.Vault of(
      String name, String policy, VaultSource source, Map<String, String> template) {
    return new Target.Vault(
        name,
        "default",
        "leasehold-payments",
        List.of(policy),
        source,
        template,
        Duration.ofHours(1));
  }
}
