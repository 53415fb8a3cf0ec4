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
 * A public Ed25519 key with its name and what it signs, written as <a
 * href="https://c2sp.org/signed-note">C2SP signed-note</a> writes verifier keys: {@code <name>+<hex
 * of the key ID>+<Base64 of type and key>}.
 */
final class NoteKey {
  /** The signature type for the text of a note itself. */
  static final byte TEXT = 1;

  /** The signature type for cosignatures with a time, by C2SP tlog-cosignature. */
  static final byte COSIGNATURE = 4;

  private static final int ID_LENGTH = 4;

  /** Narrower than what the specification allows, so that a name needs no escape anywhere. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][-A-Za-z0-9._/:]{0,199}");

  private final byte type;
  private final String name;
  private final byte[] key;
  private final byte[] id;
  private final Ed25519.PublicPoint point;

  private NoteKey(byte type, String name, byte[] key, Ed25519.PublicPoint point) {
    this.type = type;
    this.name = name;
    this.key = key;
    this.point = point;
    MessageDigest digest = TreeHash.sha256();
    digest.update((name + "\n").getBytes(StandardCharsets.UTF_8));
    digest.update(type);
    this.id = Arrays.copyOf(digest.digest(key), ID_LENGTH);
  }

  /**
   * A key of 32 bytes with its name.
   *
   * @param whose what the name is of, for the message
   * @throws IllegalArgumentException if the name or the key is unfit
   */
  static NoteKey of(byte type, String whose, String name, byte[] key) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "the %s's name must be 1 to 200 letters, digits and -._/:, such as example.com/evidence"
              .formatted(whose));
    }
    Ed25519.@Nullable PublicPoint point =
        key.length == Ed25519.PUBLIC_KEY_SIZE ? Ed25519.validatePublicKeyFullExport(key, 0) : null;
    if (point == null) {
      throw new IllegalArgumentException("not an Ed25519 public key");
    }
    return new NoteKey(type, name, key.clone(), point);
  }

  /**
   * Reads what {@link #text} writes.
   *
   * @throws IllegalArgumentException if it is anything else, or of another type
   */
  static NoteKey parse(byte type, String whose, String text) {
    String[] parts = text.strip().split("\\+", 3);
    byte[] typed = parts.length == 3 ? Base64.getDecoder().decode(parts[2]) : new byte[0];
    if (typed.length != Ed25519.PUBLIC_KEY_SIZE + 1 || typed[0] != type) {
      throw new IllegalArgumentException(
          "expected an Ed25519 key of a %s (type %d) as <name>+<key ID>+<Base64>, found %s"
              .formatted(whose, type, typed.length == 0 ? "something else" : "type " + typed[0]));
    }
    NoteKey key = of(type, whose, parts[0], Arrays.copyOfRange(typed, 1, typed.length));
    if (!key.text().equals(text.strip())) {
      throw new IllegalArgumentException("key ID " + parts[1] + " does not fit name and key");
    }
    return key;
  }

  /** As C2SP signed-note writes it. */
  String text() {
    byte[] typed = new byte[key.length + 1];
    typed[0] = type;
    System.arraycopy(key, 0, typed, 1, key.length);
    return keyId() + "+" + Base64.getEncoder().encodeToString(typed);
  }

  /** The name and the ID alone. */
  String keyId() {
    return name + "+" + HexFormat.of().formatHex(id);
  }

  String name() {
    return name;
  }

  /** Whether it is the same key, whatever its name, and whatever it signs. */
  boolean isSamePoint(NoteKey other) {
    return Arrays.equals(key, other.key);
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
