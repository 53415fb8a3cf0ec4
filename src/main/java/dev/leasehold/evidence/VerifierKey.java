package dev.leasehold.evidence;

import java.util.Optional;
import java.util.Set;

/**
 * The public half of the log's key, Ed25519 or ECDSA P-256, with its name, written as C2SP
 * signed-note writes verifier keys: {@code <name>+<hex of the key ID>+<Base64 of type and key>}.
 */
public final class VerifierKey {
  private static final String WHOSE = "log";
  private static final Set<Byte> TYPES = Set.of(NoteKey.TEXT, NoteKey.ECDSA);

  private final NoteKey key;

  private VerifierKey(NoteKey key) {
    this.key = key;
  }

  /**
   * An Ed25519 key of 32 bytes with its name.
   *
   * @throws IllegalArgumentException if the name or the key is unfit
   */
  static VerifierKey of(String name, byte[] key) {
    return new VerifierKey(NoteKey.of(NoteKey.TEXT, WHOSE, name, key));
  }

  /**
   * An ECDSA key with its name.
   *
   * @param info SubjectPublicKeyInfo, DER
   * @throws IllegalArgumentException if the name or the key is unfit
   */
  static VerifierKey ofP256(String name, byte[] info) {
    return new VerifierKey(NoteKey.of(NoteKey.ECDSA, WHOSE, name, info));
  }

  /**
   * The same key as that of a witness.
   *
   * @throws IllegalArgumentException if it is not Ed25519
   */
  WitnessKey witness() {
    return switch (key.key()) {
      case Ed25519Public ed25519 -> WitnessKey.of(name(), ed25519.encoded());
      case P256Public _ ->
          throw new IllegalArgumentException(
              "a witness's key must be Ed25519: C2SP tlog-cosignature has no ECDSA");
    };
  }

  /**
   * A key as others write it: the 32 bytes of an Ed25519 key in Base64, or a public key of Ed25519
   * or ECDSA P-256 in PEM (SubjectPublicKeyInfo).
   *
   * @throws IllegalArgumentException if the name or the key is unfit
   */
  public static VerifierKey ofPublic(String name, String text) {
    byte[] key = PublicKeyText.decoded(text);
    return PublicKeyText.isEd25519(key) ? of(name, PublicKeyText.ed25519(key)) : ofP256(name, key);
  }

  /**
   * Reads what {@link #text} writes.
   *
   * @throws IllegalArgumentException if it is anything else
   */
  public static VerifierKey parse(String text) {
    return new VerifierKey(NoteKey.parse(TYPES, WHOSE, text));
  }

  /** As C2SP signed-note writes it. */
  public String text() {
    return key.text();
  }

  /** The name and the ID alone, by which envelopes name the key. */
  public String keyId() {
    return key.keyId();
  }

  /** The log's name, which is also the origin in its checkpoints. */
  public String name() {
    return key.name();
  }

  /** Name, ID and key; it is not told here what it signs. */
  NoteKey noteKey() {
    return key;
  }

  boolean verifies(byte[] message, byte[] signature) {
    return key.verifies(message, signature);
  }

  /** What stands in a note for a signature by this key: the ID, then the signature. */
  String noteSignature(byte[] signature) {
    return key.noteSignature(signature);
  }

  /** The signature in what stands in a note, if it is by this key. */
  Optional<byte[]> signatureIn(byte[] idAndSignature) {
    return key.signatureIn(idAndSignature);
  }
}
