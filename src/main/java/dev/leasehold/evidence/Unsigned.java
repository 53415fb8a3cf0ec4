package dev.leasehold.evidence;

/**
 * A statement that the log will sign, when it adds it.
 *
 * @param payload an in-toto statement in canonical JSON; neither copied nor changed
 */
public record Unsigned(byte[] payload) {
  /** What the signature is over. */
  byte[] message() {
    return Envelope.encoded(payload);
  }
}
