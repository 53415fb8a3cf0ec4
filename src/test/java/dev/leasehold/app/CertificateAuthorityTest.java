package dev.leasehold.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateAuthorityTest {
  private static final String PEM =
      "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";

  @TempDir private Path directory;

  private static Config config() {
    return new ConfigBuilder().withAutoConfigure(false).build();
  }

  @Test
  void whatTheClientHoldsItselfComesFirst() throws IOException {
    Path file = Files.writeString(directory.resolve("ca.crt"), "another");
    Config config = config();
    config.setCaCertFile(file.toString());
    config.setCaCertData(
        Base64.getMimeEncoder().encodeToString(PEM.getBytes(StandardCharsets.UTF_8)));
    assertThat(CertificateAuthority.of(config)).isEqualTo(PEM);
  }

  @Test
  void elseItIsReadFromItsFile() throws IOException {
    Config config = config();
    config.setCaCertFile(Files.writeString(directory.resolve("ca.crt"), PEM).toString());
    assertThat(CertificateAuthority.of(config)).isEqualTo(PEM);
  }

  @Test
  void aFileThatCannotBeReadIsToldAndNoneAtAllIsEmpty() {
    assertThat(CertificateAuthority.of(config())).isEmpty();
    Config config = config();
    config.setCaCertFile(directory.resolve("nowhere").toString());
    assertThatThrownBy(() -> CertificateAuthority.of(config))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("CA file");
  }
}
