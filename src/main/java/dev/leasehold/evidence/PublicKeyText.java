package dev.leasehold.evidence;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** Reads public keys as OpenSSL and Vault write them. */
final class PublicKeyText {
  private static final String BEGIN = "-----BEGIN PUBLIC KEY-----";
  private static final String END = "-----END PUBLIC KEY-----";

  /** What stands before the 32 bytes in a SubjectPublicKeyInfo, by RFC 8410. */
  private static final byte[] ED25519 = HexFormat.of().parseHex("302a300506032b6570032100");

  private PublicKeyText() {}

  /**
   * The 32 bytes of an Ed25519 key.
   *
   * @throws IllegalArgumentException if it is anything else
   */
  static byte[] ed25519(String text) {
    byte[] decoded = decoded(text);
    boolean isInfo =
        decoded.length == ED25519.length + Ed25519.PUBLIC_KEY_SIZE
            && Arrays.equals(decoded, 0, ED25519.length, ED25519, 0, ED25519.length);
    byte[] key = isInfo ? Arrays.copyOfRange(decoded, ED25519.length, decoded.length) : decoded;
    if (key.length != Ed25519.PUBLIC_KEY_SIZE) {
      throw new IllegalArgumentException("not an Ed25519 public key");
    }
    return key;
  }

  private static byte[] decoded(String text) {
    String body = text.replace(BEGIN, "").replace(END, "").replaceAll("\\s", "");
    return Base64.getDecoder().decode(body);
  }
}
