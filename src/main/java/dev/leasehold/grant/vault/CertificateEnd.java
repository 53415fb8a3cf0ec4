package dev.leasehold.grant.vault;

import io.github.jopenlibs.vault.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a certificate ends that came without a lease: as it says itself. What is said beside it
 * could be anybody's, who wants to pass off a static secret as one that ends.
 */
final class CertificateEnd {
  private static final Pattern PEM =
      Pattern.compile("-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----");

  private CertificateEnd() {}

  /** Empty for what is no certificate; where it comes with its chain, that of the first. */
  static Optional<Instant> of(JsonObject data) {
    return Answer.text(data, "certificate").flatMap(CertificateEnd::read);
  }

  private static Optional<Instant> read(String text) {
    try {
      return CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(encoded(text)))
              instanceof X509Certificate certificate
          ? Optional.of(certificate.getNotAfter().toInstant())
          : Optional.empty();
    } catch (CertificateException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** PEM, also with its key before it, or bare base64, as engines give it on demand. */
  private static byte[] encoded(String text) {
    Matcher pem = PEM.matcher(text);
    return pem.find()
        ? pem.group().getBytes(StandardCharsets.US_ASCII)
        : Base64.getDecoder().decode(text);
  }
}
