package dev.leasehold.evidence;

/** A statement that the log will sign, when it adds it: an in-toto statement in canonical JSON. */
public final class Unsigned {
  private final byte[] payload;

  Unsigned(byte[] payload) {
    this.payload = payload.clone();
  }

  /** A copy. */
  public byte[] payload() {
    return payload.clone();
  }

  /** What the signature is over. */
  byte[] message() {
    return Envelope.encoded(payload);
  }
}
