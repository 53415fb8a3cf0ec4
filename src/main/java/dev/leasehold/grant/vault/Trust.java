package dev.leasehold.grant.vault;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Trusts what a bundle of certificates has signed, and nothing else. */
final class Trust {
  private Trust() {}

  /**
   * @throws IllegalArgumentException if the bundle has no certificate that can be read
   */
  static SSLContext of(String connection, String bundle) {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int number = 0;
      for (Certificate certificate :
          CertificateFactory.getInstance("X.509")
              .generateCertificates(
                  new ByteArrayInputStream(bundle.getBytes(StandardCharsets.UTF_8)))) {
        number++;
        store.setCertificateEntry("ca-" + number, certificate);
      }
      if (number == 0) {
        throw unusable(connection);
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw unusable(connection);
    }
  }

  private static IllegalArgumentException unusable(String connection) {
    return new IllegalArgumentException(
        "vault.connections." + connection + ".caBundle has no certificate that can be read");
  }
}
