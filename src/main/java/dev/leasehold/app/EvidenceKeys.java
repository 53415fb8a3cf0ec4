package dev.leasehold.app;

import dev.leasehold.grant.vault.TransitKey;
import dev.leasehold.grant.vault.VaultConnection;
import dev.leasehold.grant.vault.VaultSettings;
import io.fabric8.kubernetes.client.KubernetesClient;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The key of the evidence log: in a Secret, or in Vault, as the configuration says. */
@Singleton
public class EvidenceKeys {
  private static final String MOUNTED = "/var/run/secrets/leasehold.dev/evidence";

  /**
   * Of one call to Vault. An approval waits for a second at most, whatever this is; what is written
   * afterwards may take longer.
   */
  private static final Duration CALL = Duration.ofSeconds(5);

  private final OperatorConfiguration.Evidence evidence;
  private final OperatorConfiguration.Vault vault;
  private final KubernetesClient client;
  private Optional<TransitKey> transit = Optional.empty();

  public EvidenceKeys(OperatorConfiguration configuration, KubernetesClient client) {
    this.evidence = configuration.evidence();
    this.vault = configuration.vault();
    this.client = client;
  }

  /**
   * To be called once.
   *
   * @throws IllegalArgumentException if the configuration does not say which, or contradicts itself
   */
  LogKey key() {
    String name =
        evidence
            .name()
            .orElseThrow(
                () -> new IllegalArgumentException("leasehold.evidence.name must be given"));
    if (evidence.transit().isPresent() && evidence.keys().isPresent()) {
      throw new IllegalArgumentException(
          "leasehold.evidence.keys and leasehold.evidence.transit are both given, and a log has one"
              + " key; remove one of them");
    }
    return evidence
        .transit()
        .map(json -> inVault(name, json))
        .orElseGet(
            () ->
                new SecretLogKey(name, new SecretFiles(Path.of(evidence.keys().orElse(MOUNTED)))));
  }

  private LogKey inVault(String name, String json) {
    List<VaultConnection> connections =
        vault.connections().map(ConnectionList::parse).orElse(List.of());
    TransitSettings settings = TransitSettings.parse(json, connections);
    LoginToken tokens =
        new LoginToken(
            vault.tokenFile().map(Path::of), Path.of(vault.tokens()), client.getConfiguration());
    // Signing changes nothing in Vault, and who may write the log its own fence decides.
    VaultSettings calls =
        new VaultSettings(connections, tokens::of, CALL, System::nanoTime, () -> {});
    TransitKey key = new TransitKey(settings.connection(), calls, settings.mount(), settings.key());
    transit = Optional.of(key);
    return new TransitLogKey(name, key, settings.earlier(), System::nanoTime);
  }

  /** Gives up what is under way. */
  @PreDestroy
  void close() {
    transit.ifPresent(TransitKey::close);
  }
}
