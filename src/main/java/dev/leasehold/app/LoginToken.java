package dev.leasehold.app;

import dev.leasehold.grant.vault.VaultConnection;
import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The service account token with which the operator logs in to Vault: from the file that is named,
 * from that which the chart mounts for each connection, or, outside a cluster, the kubeconfig's.
 */
record LoginToken(Optional<Path> named, Path mounted, Config config) {
  /** Read afresh each time: the kubelet replaces it. */
  Optional<String> of(VaultConnection connection) {
    if (named.isPresent()) {
      return read(named.get());
    }
    Path file = mounted.resolve(connection.name());
    return Files.exists(file) ? read(file) : Optional.ofNullable(config.getOauthToken());
  }

  private static Optional<String> read(Path file) {
    try {
      return Optional.of(Files.readString(file, StandardCharsets.UTF_8).strip())
          .filter(token -> !token.isEmpty());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
