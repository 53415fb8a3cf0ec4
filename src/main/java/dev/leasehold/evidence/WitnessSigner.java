package dev.leasehold.evidence;

import java.time.Instant;

/**
 * A witness's private Ed25519 key. It signs nothing but cosignatures, whose message begins with a
 * line that no checkpoint and no statement begins with.
 */
public final class WitnessSigner {
  private final SigningKey key;
  private final WitnessKey verifier;

  private WitnessSigner(SigningKey key) {
    this.key = key;
    this.verifier = key.witness();
  }

  /**
   * Reads a private key in PEM (PKCS #8), as {@code openssl genpkey -algorithm ed25519} writes it.
   *
   * @param name of the witness, such as {@code witness.example.org/w1}
   * @throws IllegalArgumentException if the name is unfit, or the text is no such key, or one of
   *     another algorithm; nothing of the text is in the message
   */
  public static WitnessSigner fromPem(String name, String pem) {
    return new WitnessSigner(SigningKey.fromPem(name, pem));
  }

  static WitnessSigner of(SigningKey key) {
    return new WitnessSigner(key);
  }

  /** The public half. */
  public WitnessKey verifier() {
    return verifier;
  }

  /**
   * The line that goes behind the others of a note.
   *
   * @param text of the checkpoint, with its last newline
   * @param now after 1970; cut to seconds
   */
  SignedNote.Line cosign(String text, Instant now) {
    byte[] signature = key.sign(Cosignature.message(text, now.getEpochSecond()));
    return Cosignature.line(verifier, now, signature);
  }

  @Override
  public String toString() {
    return "WitnessSigner[" + verifier().keyId() + "]";
  }
}
