package dev.leasehold.grant.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jopenlibs.vault.json.JsonObject;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In whichever form an engine gives it, a certificate ends when it says so itself. */
class CertificateEndTest {
  private static final Instant END = Instant.parse("2026-12-01T09:00:00Z");
  private static final String TEXT = Certificates.until(END);

  private static Optional<Instant> end(String certificate) {
    return CertificateEnd.of(new JsonObject().add("certificate", certificate).add("expiration", 1));
  }

  @Test
  void itIsReadAlone() {
    assertThat(end(TEXT)).contains(END);
  }

  @Test
  void itIsReadBehindItsKeyAndBeforeItsChain() {
    String key = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n";
    assertThat(end(key + TEXT + Certificates.until(END.plusSeconds(9)))).contains(END);
  }

  @Test
  void itIsReadWithoutArmour() {
    assertThat(end(TEXT.lines().filter(l -> !l.startsWith("-")).reduce("", String::concat)))
        .contains(END);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "none", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"})
  void whatIsNoneHasNoEnd(String text) {
    assertThat(end(text)).isEmpty();
  }
}
