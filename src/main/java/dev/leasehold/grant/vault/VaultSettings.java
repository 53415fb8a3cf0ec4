package dev.leasehold.grant.vault;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * What the installation fixes for all grants of Vault.
 *
 * @param identity reads the service account token for a connection, afresh at each login; empty if
 *     there is none
 * @param callTimeout how long one call to Vault may take
 * @param nanoTime a monotonic clock
 * @param tenure throws {@link dev.leasehold.grant.Unavailable} where another process may be the one
 *     that acts by now; asked before every call that could change something
 */
public record VaultSettings(
    List<VaultConnection> connections,
    Function<VaultConnection, Optional<String>> identity,
    Duration callTimeout,
    LongSupplier nanoTime,
    Runnable tenure) {
  public VaultSettings {
    connections = List.copyOf(connections);
  }
}
