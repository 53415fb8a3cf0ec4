package dev.leasehold.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.leasehold.evidence.VerifierKey;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where the configuration says that the key is. */
class EvidenceKeysTest {
  private static final String NAME = "name";
  private static final String KEYS = "keys";
  private static final String TRANSIT = "transit";
  private static final String KEY = "{\"connection\": \"default\", \"key\": \"evidence\"}";
  private static final String CONNECTIONS =
      "{\"default\": {\"address\": \"https://127.0.0.1:1\", \"role\": \"leasehold\"}}";

  private interface Use {
    void of(LogKey key) throws IOException;
  }

  private static void with(Map<String, String> configured, Use use) throws IOException {
    OperatorConfiguration configuration =
        saying(
            OperatorConfiguration.class,
            Map.of(
                "evidence",
                saying(OperatorConfiguration.Evidence.class, optional(configured)),
                "vault",
                saying(
                    OperatorConfiguration.Vault.class,
                    Map.of(
                        "connections",
                        Optional.of(CONNECTIONS),
                        "tokenFile",
                        Optional.empty(),
                        "tokens",
                        "/tokens"))));
    try (KubernetesClient client =
        new KubernetesClientBuilder().withConfig(Config.empty()).build()) {
      EvidenceKeys keys = new EvidenceKeys(configuration, client);
      use.of(keys.key());
      keys.close();
    }
  }

  private static Map<String, Object> optional(Map<String, String> configured) {
    Map<String, Object> all = new HashMap<>();
    for (String field : List.of(NAME, KEYS, TRANSIT)) {
      all.put(field, Optional.ofNullable(configured.get(field)));
    }
    return all;
  }

  /** Answers each call with the value of that name. */
  private static <T> T saying(Class<T> type, Map<String, Object> values) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> Objects.requireNonNull(values.get(method.getName()))));
  }

  private static void refused(Map<String, String> configured, String why) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> with(configured, key -> {}))
        .withMessageContaining(why);
  }

  @Test
  void itIsInTheSecretOrInVault() throws IOException {
    with(Map.of(NAME, "e.com/l"), key -> assertThat(key).isInstanceOf(SecretLogKey.class));
    with(
        Map.of(NAME, "e.com/l", KEYS, "/k"),
        key ->
            assertThat(key).isEqualTo(new SecretLogKey("e.com/l", new SecretFiles(Path.of("/k")))));
    with(
        Map.of(NAME, "e.com/l", TRANSIT, KEY),
        key -> {
          assertThat(key.name()).isEqualTo("e.com/l");
          // Nothing listens there, and it is said where.
          assertThatExceptionOfType(IOException.class)
              .isThrownBy(() -> key.signer().keys())
              .withMessageStartingWith("Vault connection default: ");
        });
  }

  @Test
  void whatContradictsItselfIsRefusedByName() {
    refused(Map.of(), "leasehold.evidence.name must be given");
    refused(
        Map.of(NAME, "e.com/l", KEYS, "/k", TRANSIT, KEY),
        "leasehold.evidence.keys and leasehold.evidence.transit are both given");
  }

  /** What goes wrong with a list of keys must not keep the operator from ending access. */
  @Test
  void whatIsWrongWithEarlierKeysIsToldWhenTheLogIsOpened() throws IOException {
    String key = "example.com/evidence+5864d7d9+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
    with(
        Map.of(NAME, "example.com/evidence", TRANSIT, earlier(key)),
        log -> assertThat(log.earlier()).singleElement().returns(key, VerifierKey::text));
    with(
        Map.of(NAME, "e.com/l", TRANSIT, earlier(key)),
        log ->
            assertThatExceptionOfType(IOException.class)
                .isThrownBy(log::earlier)
                .withMessageStartingWith(
                    "evidence.transit.earlier has a key of example.com/evidence, expected e.com/l"));
    with(
        Map.of(NAME, "example.com/evidence", TRANSIT, earlier(key.replace("5864", "5865"))),
        log ->
            assertThatExceptionOfType(IOException.class)
                .isThrownBy(log::earlier)
                .withMessageStartingWith("evidence.transit.earlier has something else than"));
  }

  private static String earlier(String key) {
    return KEY.replace("}", ", \"earlier\": [\"" + key + "\"]}");
  }
}
