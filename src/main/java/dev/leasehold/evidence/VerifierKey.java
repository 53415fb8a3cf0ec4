package dev.leasehold.evidence;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.jspecify.annotations.Nullable;

/**
 * The public half of the log's Ed25519 key with its name, written as C2SP signed-note writes
 * verifier keys: {@code <name>+<hex of the key ID>+<Base64 of type and key>}.
 */
public final class VerifierKey {
  /** The signature type of C2SP signed-note for Ed25519. */
  private static final byte ED25519 = 1;

  private static final int ID_LENGTH = 4;

  /** Narrower than what the specification allows, so that a name needs no escape anywhere. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][-A-Za-z0-9._/:]{0,199}");

  private final String name;
  private final byte[] key;
  private final byte[] id;
  private final Ed25519.PublicPoint point;

  private VerifierKey(String name, byte[] key, Ed25519.PublicPoint point) {
    this.name = name;
    this.key = key;
    this.point = point;
    MessageDigest digest = TreeHash.sha256();
    digest.update((name + "\n").getBytes(StandardCharsets.UTF_8));
    digest.update(ED25519);
    this.id = Arrays.copyOf(digest.digest(key), ID_LENGTH);
  }

  /**
   * A key of 32 bytes with its name.
   *
   * @throws IllegalArgumentException if the name or the key is unfit
   */
  static VerifierKey of(String name, byte[] key) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "the log's name must be 1 to 200 letters, digits and -._/:, such as example.com/evidence");
    }
    Ed25519.@Nullable PublicPoint point =
        key.length == Ed25519.PUBLIC_KEY_SIZE ? Ed25519.validatePublicKeyFullExport(key, 0) : null;
    if (point == null) {
      throw new IllegalArgumentException("not an Ed25519 public key");
    }
    return new VerifierKey(name, key.clone(), point);
  }

  /**
   * Reads what {@link #text} writes.
   *
   * @throws IllegalArgumentException if it is anything else
   */
  public static VerifierKey parse(String text) {
    String[] parts = text.strip().split("\\+", 3);
    byte[] typed = parts.length == 3 ? Base64.getDecoder().decode(parts[2]) : new byte[0];
    if (typed.length != Ed25519.PUBLIC_KEY_SIZE + 1 || typed[0] != ED25519) {
      throw new IllegalArgumentException(
          "expected an Ed25519 key as <name>+<key ID>+<Base64>, found something else");
    }
    VerifierKey key = of(parts[0], Arrays.copyOfRange(typed, 1, typed.length));
    if (!key.text().equals(text.strip())) {
      throw new IllegalArgumentException("key ID " + parts[1] + " does not fit name and key");
    }
    return key;
  }

  /** As C2SP signed-note writes it. */
  public String text() {
    byte[] typed = new byte[key.length + 1];
    typed[0] = ED25519;
    System.arraycopy(key, 0, typed, 1, key.length);
    return keyId() + "+" + Base64.getEncoder().encodeToString(typed);
  }

  /** The name and the ID alone, by which envelopes name the key. */
  public String keyId() {
    return name + "+" + HexFormat.of().formatHex(id);
  }

  /** The log's name, which is also the origin in its checkpoints. */
  public String name() {
    return name;
  }

  boolean verifies(byte[] message, byte[] signature) {
    return signature.length == Ed25519.SIGNATURE_SIZE
        && Ed25519.verify(signature, 0, point, message, 0, message.length);
  }

  /** What stands in a note for a signature by this key: the ID, then the signature. */
  String noteSignature(byte[] signature) {
    byte[] all = Arrays.copyOf(id, ID_LENGTH + signature.length);
    System.arraycopy(signature, 0, all, ID_LENGTH, signature.length);
    return Base64.getEncoder().encodeToString(all);
  }

  /** The signature in what stands in a note, if it is by this key. */
  Optional<byte[]> signatureIn(byte[] idAndSignature) {
    return idAndSignature.length > ID_LENGTH
            && Arrays.equals(idAndSignature, 0, ID_LENGTH, id, 0, ID_LENGTH)
        ? Optional.of(Arrays.copyOfRange(idAndSignature, ID_LENGTH, idAndSignature.length))
        : Optional.empty();
  }
}
