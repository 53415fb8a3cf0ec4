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
  private static final byte[] INFO = HexFormat.of().parseHex("302a300506032b6570032100");

  private PublicKeyText() {}

  /**
   * What is written in Base64, or in PEM.
   *
   * @throws IllegalArgumentException if it is neither
   */
  static byte[] decoded(String text) {
    String body = text.replace(BEGIN, "").replace(END, "").replaceAll("\\s", "");
    return Base64.getDecoder().decode(body);
  }

  static boolean isEd25519(byte[] key) {
    return key.length == Ed25519.PUBLIC_KEY_SIZE || isInfo(key);
  }

  /** The 32 bytes of an Ed25519 key, without what may stand before them. */
  static byte[] ed25519(byte[] key) {
    return isInfo(key) ? Arrays.copyOfRange(key, INFO.length, key.length) : key;
  }

  private static boolean isInfo(byte[] key) {
    return key.length == INFO.length + Ed25519.PUBLIC_KEY_SIZE
        && Arrays.equals(key, 0, INFO.length, INFO, 0, INFO.length);
  }
}
