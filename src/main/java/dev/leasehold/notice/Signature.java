package dev.leasehold.notice;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs what is sent as Standard Webhooks says (version 1, symmetric), for which there are
 * libraries in all languages: HMAC-SHA256 over ID, time and body, in Base64.
 */
final class Signature {
  private static final String ALGORITHM = "HmacSHA256";
  private static final String PREFIX = "whsec_";

  private Signature() {}

  /**
   * The value of the header {@code webhook-signature}.
   *
   * @param key as it stands in the Secret: bytes in Base64 after {@code whsec_}, or any text
   * @throws IllegalArgumentException if it is not Base64 after that prefix
   */
  static String of(String key, String id, long seconds, String body) {
    byte[] bytes =
        key.startsWith(PREFIX)
            ? Base64.getDecoder().decode(key.substring(PREFIX.length()))
            : key.getBytes(StandardCharsets.UTF_8);
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(bytes, ALGORITHM));
      String signed = id + "." + seconds + "." + body;
      byte[] digest = mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }
}
