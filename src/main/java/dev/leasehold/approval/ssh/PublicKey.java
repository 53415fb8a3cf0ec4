package dev.leasehold.approval.ssh;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * An SSH public key that is strong enough to approve with: Ed25519, ECDSA on a NIST curve, or RSA
 * of at least 3072 bits. Two are equal when their bytes are.
 *
 * @param type as OpenSSH calls it
 * @param blob base 64 of the key's binary form
 */
public record PublicKey(String type, String blob) {
  /** An RSA key of 8192 bits has 1,048 bytes; no key of those that are taken has more. */
  private static final int BYTES = 2048;

  /** What came of reading a key. */
  public sealed interface Parsed {
    /** It can be used. */
    record Usable(PublicKey key) implements Parsed {}

    /** It cannot, and why. */
    record Unusable(String reason) implements Parsed {}
  }

  /** Reads a line as in {@code id_ed25519.pub}: type, base 64 and perhaps a comment. */
  public static Parsed parse(String line) {
    String[] fields = line.strip().split("[ \t]+", 3);
    if (fields.length < 2 || fields[1].length() > 2 * BYTES) {
      return new Parsed.Unusable("it is not a line as in a .pub file: <type> <base 64> [comment]");
    }
    try {
      PublicKey key = of(Base64.getDecoder().decode(fields[1]));
      return key.type.equals(fields[0])
          ? new Parsed.Usable(key)
          : new Parsed.Unusable("it says that it is of type " + key.type + " and of another");
    } catch (IllegalArgumentException e) {
      return new Parsed.Unusable("its second word is not base 64");
    } catch (Malformed e) {
      return new Parsed.Unusable(e.reason());
    }
  }

  /** Reads the binary form, and refuses what is too weak. */
  static PublicKey of(byte[] blob) throws Malformed {
    if (blob.length > BYTES) {
      throw new Malformed("the key is too large");
    }
    return new PublicKey(Material.of(blob).type(), Base64.getEncoder().encodeToString(blob));
  }

  /** As {@code ssh-keygen -l} shows it. */
  public String fingerprint() {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes());
      return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  byte[] bytes() {
    return Base64.getDecoder().decode(blob);
  }
}
