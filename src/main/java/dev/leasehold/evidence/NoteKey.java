package dev.leasehold.evidence;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A public key with its name and what it signs, written as <a
 * href="https://c2sp.org/signed-note">C2SP signed-note</a> writes verifier keys: {@code <name>+<hex
 * of the key ID>+<Base64 of type and key>}.
 */
final class NoteKey {
  /** The signature type for the text of a note itself. */
  static final byte TEXT = 1;

  /** The same by ECDSA over P-256, as Sigstore's logs have it. */
  static final byte ECDSA = 2;

  /** The signature type for cosignatures with a time, by C2SP tlog-cosignature. */
  static final byte COSIGNATURE = 4;

  private static final int ID_LENGTH = 4;

  /** Narrower than what the specification allows, so that a name needs no escape anywhere. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][-A-Za-z0-9._/:]{0,199}");

  private final byte type;
  private final String name;
  private final PublicKey key;
  private final byte[] id;

  private NoteKey(byte type, String name, PublicKey key) {
    this.type = type;
    this.name = name;
    this.key = key;
    this.id = Arrays.copyOf(hash(type, name, key.encoded()), ID_LENGTH);
  }

  /** The specification has the name and the type in all IDs but those of ECDSA. */
  private static byte[] hash(byte type, String name, byte[] key) {
    MessageDigest digest = TreeHash.sha256();
    if (type != ECDSA) {
      digest.update((name + "\n").getBytes(StandardCharsets.UTF_8));
      digest.update(type);
    }
    return digest.digest(key);
  }

  /**
   * A key with its name.
   *
   * @param whose what the name is of, for the message
   * @param key as the type has it: 32 bytes, or of ECDSA a SubjectPublicKeyInfo
   * @throws IllegalArgumentException if the name or the key is unfit
   */
  static NoteKey of(byte type, String whose, String name, byte[] key) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "the %s's name must be 1 to 200 letters, digits and -._/:, such as example.com/evidence"
              .formatted(whose));
    }
    return new NoteKey(type, name, type == ECDSA ? P256Public.of(key) : Ed25519Public.of(key));
  }

  /**
   * Reads what {@link #text} writes.
   *
   * @param types that may be
   * @throws IllegalArgumentException if it is anything else, or of another type
   */
  static NoteKey parse(Set<Byte> types, String whose, String text) {
    String[] parts = text.strip().split("\\+", 3);
    byte[] typed = parts.length == 3 ? Base64.getDecoder().decode(parts[2]) : new byte[0];
    if (typed.length == 0 || !types.contains(typed[0])) {
      throw new IllegalArgumentException(
          "expected %s of a %s as <name>+<key ID>+<Base64>, found %s"
              .formatted(
                  types.contains(ECDSA)
                      ? "an Ed25519 key (type 1) or an ECDSA key (type 2)"
                      : "an Ed25519 key (type 4)",
                  whose,
                  typed.length == 0 ? "something else" : "type " + typed[0]));
    }
    NoteKey key = of(typed[0], whose, parts[0], Arrays.copyOfRange(typed, 1, typed.length));
    if (!key.text().equals(text.strip())) {
      throw new IllegalArgumentException("key ID " + parts[1] + " does not fit name and key");
    }
    return key;
  }

  /** As C2SP signed-note writes it. */
  String text() {
    byte[] encoded = key.encoded();
    byte[] typed = new byte[encoded.length + 1];
    typed[0] = type;
    System.arraycopy(encoded, 0, typed, 1, encoded.length);
    return keyId() + "+" + Base64.getEncoder().encodeToString(typed);
  }

  /** The name and the ID alone. */
  String keyId() {
    return name + "+" + HexFormat.of().formatHex(id);
  }

  /** What verifies its signatures. */
  PublicKey key() {
    return key;
  }

  String name() {
    return name;
  }

  /** Whether it is the same key, whatever its name, and whatever it signs. */
  boolean isSamePoint(NoteKey other) {
    return Arrays.equals(key.encoded(), other.key.encoded());
  }

  boolean verifies(byte[] message, byte[] signature) {
    return key.verifies(message, signature);
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
