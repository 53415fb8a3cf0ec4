package dev.leasehold.grant.vault;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A bundle that cannot be read stops the operator: nothing else would be trusted instead. */
final class TrustTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "PEM",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"
      })
  void bundleWithoutACertificateIsNamed(String bundle) {
    assertThatThrownBy(() -> Trust.of("default", bundle))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("vault.connections.default.caBundle");
  }
}
