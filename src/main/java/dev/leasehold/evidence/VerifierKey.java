package dev.leasehold.evidence;

import java.util.Optional;

/**
 * The public half of the log's Ed25519 key with its name, written as C2SP signed-note writes
 * verifier keys: {@code <name>+<hex of the key ID>+<Base64 of type and key>}.
 */
public final class VerifierKey {
  private static final String WHOSE = "log";

  private final NoteKey key;

  private VerifierKey(NoteKey key) {
    this.key = key;
  }

  /**
   * A key of 32 bytes with its name.
   *
   * @throws IllegalArgumentException if the name or the key is unfit
   */
  static VerifierKey of(String name, byte[] key) {
    return new VerifierKey(NoteKey.of(NoteKey.TEXT, WHOSE, name, key));
  }

  /**
   * A key as others write it: the 32 bytes of an Ed25519 key in Base64, or a public key in PEM
   * (SubjectPublicKeyInfo).
   *
   * @throws IllegalArgumentException if the name or the key is unfit
   */
  public static VerifierKey ofPublic(String name, String text) {
    return of(name, PublicKeyText.ed25519(text));
  }

  /**
   * Reads what {@link #text} writes.
   *
   * @throws IllegalArgumentException if it is anything else
   */
  public static VerifierKey parse(String text) {
    return new VerifierKey(NoteKey.parse(NoteKey.TEXT, WHOSE, text));
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
