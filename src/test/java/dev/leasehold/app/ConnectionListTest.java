package dev.leasehold.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leasehold.grant.vault.VaultConnection;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is not understood stops the operator, since a misread connection is another Vault. */
class ConnectionListTest {
  private static VaultConnection only(String fields) {
    return ConnectionList.parse("{\"default\": " + fields + "}").getFirst();
  }

  @Test
  void everythingIsReadAndTheRestHasDefaults() {
    assertThat(only("{\"address\": \"https://vault.example:8200/\", \"role\": \"leasehold\"}"))
        .isEqualTo(
            new VaultConnection(
                "default",
                "https://vault.example:8200",
                Optional.empty(),
                Optional.empty(),
                "kubernetes",
                "leasehold",
                "vault",
                List.of()));
    assertThat(
            only(
                """
                {"address": "https://v/behind", "role": "r", "namespace": "teams/shop/",
                 "caBundle": "PEM", "mount": "k8s/prod", "audience": "a", "allow": ["sys/tools"]}
                """))
        .isEqualTo(
            new VaultConnection(
                "default",
                "https://v/behind",
                Optional.of("teams/shop"),
                Optional.of("PEM"),
                "k8s/prod",
                "r",
                "a",
                List.of("sys/tools")));
    assertThat(
            only("{\"address\": \"https://v\", \"role\": \"r\", \"namespace\": \"\"}").namespace())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'role': 'r'} | address is missing",
        "{'address': 'https://v'} | role is missing",
        "{'address': 'http://v', 'role': 'r'} | address cannot be read",
        "{'address': 'https://u:p@v', 'role': 'r'} | address cannot be read",
        "{'address': 'https://v?x=y', 'role': 'r'} | address cannot be read",
        "{'address': 'v', 'role': 'r'} | address cannot be read",
        "{'address': 'https://v', 'role': 'r', 'token': 't'} | token is unknown",
        "{'address': 'https://v', 'role': 'r', 'mount': '../sys'} | no path in Vault",
        "{'address': 'https://v', 'role': 'r', 'allow': 'sys'} | allow is no list",
        "{'address': 'https://v', 'role': 'r', 'allow': ['/']} | no path in Vault",
        "[] | is no object",
      })
  void whatIsNotUnderstoodIsNamed(String fields, String what) {
    assertThatThrownBy(() -> only(fields.replace('\'', '"')))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("vault.connections")
        .hasMessageContaining(what);
  }

  @Test
  void namesAreLabels() {
    assertThatThrownBy(() -> ConnectionList.parse("{\"../x\": {}}"))
        .hasMessageContaining("is no DNS label");
    assertThat(ConnectionList.parse("{}")).isEmpty();
  }

  @Test
  void theTokenToLogInWithIsReadAfreshEachTime(@TempDir Path directory) throws IOException {
    VaultConnection connection = only("{\"address\": \"https://v\", \"role\": \"r\"}");
    LoginToken tokens =
        new LoginToken(
            Optional.empty(), directory, new ConfigBuilder().withOauthToken("own").build());
    assertThat(tokens.of(connection)).contains("own");
    Files.writeString(directory.resolve("default"), "mounted\n");
    assertThat(tokens.of(connection)).contains("mounted");
    Files.writeString(directory.resolve("default"), "replaced");
    assertThat(tokens.of(connection)).contains("replaced");
    Path named = directory.resolve("named");
    LoginToken byFile = new LoginToken(Optional.of(named), directory, tokens.config());
    assertThat(byFile.of(connection)).isEmpty();
    Files.writeString(named, "named");
    assertThat(byFile.of(connection)).contains("named");
  }
}
