package dev.leasehold.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Whom to believe that they are who they say. */
public final class Trust {
  private Trust() {}

  /**
   * Only what these certificates have signed.
   *
   * @throws IllegalArgumentException if that is no PEM with certificates
   */
  public static SSLContext in(String pem) {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      byte[] bytes = pem.getBytes(StandardCharsets.UTF_8);
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      for (Certificate one : factory.generateCertificates(new ByteArrayInputStream(bytes))) {
        store.setCertificateEntry("ca-" + store.size(), one);
      }
      if (store.size() == 0) {
        throw new IllegalArgumentException("has no certificate in PEM");
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException("has no certificate in PEM");
    }
  }
}
