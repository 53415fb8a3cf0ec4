package dev.leasehold.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.leasehold.grant.vault.VaultConnection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is not understood stops the operator, with the field and what to do. */
class TransitSettingsTest {
  private static final String KEY =
      "example.com/evidence+5864d7d9+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
  private static final List<VaultConnection> CONNECTIONS =
      List.of(
          new VaultConnection(
              "default",
              "https://vault",
              Optional.empty(),
              Optional.empty(),
              "kubernetes",
              "leasehold",
              "vault",
              List.of()));

  private static TransitSettings parse(String json) {
    return TransitSettings.parse(json.replace('\'', '"').replace("$", KEY), CONNECTIONS);
  }

  @Test
  void whereTheKeyIsIsRead() {
    TransitSettings least = parse("{'connection': 'default', 'key': 'evidence'}");
    assertThat(least.connection().name()).isEqualTo("default");
    assertThat(least.mount()).isEqualTo("transit");
    assertThat(least.key()).isEqualTo("evidence");
    assertThat(least.earlier()).isEmpty();
    TransitSettings all =
        parse("{'connection': 'default', 'mount': 'a/b', 'key': 'k_1', 'earlier': ['$']}");
    assertThat(all.mount()).isEqualTo("a/b");
    assertThat(all.earlier()).containsExactly(KEY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[]|evidence.transit is no object",
        "{'key': 'k'}|evidence.transit.connection is missing",
        "{'connection': 'other', 'key': 'k'}"
            + "|evidence.transit.connection is \"other\", which is not in vault.connections",
        "{'connection': 'default'}|evidence.transit.key is missing",
        "{'connection': 'default', 'key': '../sys'}|evidence.transit.key must be",
        "{'connection': 'default', 'key': 'a/b'}|evidence.transit.key must be",
        "{'connection': 'default', 'key': 'k', 'mount': '../sys'}|evidence.transit.mount must be",
        "{'connection': 'default', 'key': 'k', 'mount': 'a//b'}|evidence.transit.mount must be",
        "{'connection': 'default', 'key': 'k', 'earlier': 'x'}|evidence.transit.earlier",
        "{'connection': 'default', 'key': 'k', 'version': '1'}|evidence.transit.version is unknown",
      })
  void whatIsNotUnderstoodIsNamed(String json, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> parse(json))
        .withMessageStartingWith(message);
  }
}
