package dev.leasehold.app;

import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** The certificates by which workloads recognise the API server: those by which we do. */
final class CertificateAuthority {
  private CertificateAuthority() {}

  /** PEM, or empty where the client trusts by other means. */
  static String of(Config config) {
    try {
      if (config.getCaCertData() != null) {
        return new String(
            Base64.getMimeDecoder().decode(config.getCaCertData()), StandardCharsets.UTF_8);
      }
      return config.getCaCertFile() == null
          ? ""
          : Files.readString(Path.of(config.getCaCertFile()), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the API server's CA file cannot be read", e);
    }
  }
}
