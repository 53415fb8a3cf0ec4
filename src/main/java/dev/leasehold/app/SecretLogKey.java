package dev.leasehold.app;

import dev.leasehold.evidence.LogSigner;
import dev.leasehold.evidence.SigningKey;
import dev.leasehold.evidence.VerifierKey;
import dev.leasehold.notice.Secrets;
import java.io.IOException;
import java.util.List;

/** The key in the Secret that the chart mounts, as it is then. */
record SecretLogKey(String name, Secrets secret) implements LogKey {
  /** Of the Secret: the private key in PEM. */
  private static final String KEY = "key.pem";

  /** Of the Secret: verifier keys by which the log was signed before, one on each line. */
  private static final String EARLIER = "earlier";

  @Override
  public LogSigner signer() throws IOException {
    String pem = secret.read(KEY).orElseThrow(() -> new IOException("there is no " + KEY));
    try {
      return SigningKey.fromPem(name, pem);
    } catch (IllegalArgumentException e) {
      throw new IOException(KEY + " is unfit: " + e.getMessage(), e);
    }
  }

  @Override
  public List<VerifierKey> earlier() throws IOException {
    try {
      return secret.read(EARLIER).stream()
          .flatMap(String::lines)
          .filter(line -> !line.isBlank())
          .map(VerifierKey::parse)
          .toList();
    } catch (IllegalArgumentException e) {
      throw new IOException(EARLIER + " is unfit: " + e.getMessage(), e);
    }
  }
}
