package dev.leasehold.evidence;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * That a witness saw a checkpoint, and at that time no larger one of the log, by <a
 * href="https://c2sp.org/tlog-cosignature">C2SP tlog-cosignature</a>, Ed25519.
 *
 * @param at in whole seconds, after 1970
 */
record Cosignature(WitnessKey by, Instant at) {
  /** The time, then the signature. */
  private static final int LENGTH = Long.BYTES + 64;

  /** What goes behind the other lines of a note. */
  static SignedNote.Line line(WitnessKey key, Instant at, byte[] signature) {
    byte[] timed = ByteBuffer.allocate(LENGTH).putLong(at.getEpochSecond()).put(signature).array();
    return new SignedNote.Line(key.name(), key.noteKey().noteSignature(timed));
  }

  /**
   * What a witness signs.
   *
   * @param text of the checkpoint, with its last newline
   * @param seconds since 1970
   */
  static byte[] message(String text, long seconds) {
    // Not formatted, which writes the digits of this machine's language.
    return ("cosignature/v1\ntime " + seconds + "\n" + text).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads one.
   *
   * @param text of the checkpoint
   * @param line of a note
   * @return nothing if it is by others
   * @throws IllegalArgumentException if it names this key and does not verify
   */
  static Optional<Cosignature> read(String text, SignedNote.Line line, WitnessKey key) {
    return line.by(key.noteKey()).map(signed -> read(text, signed, key));
  }

  private static Cosignature read(String text, byte[] signed, WitnessKey key) {
    long seconds = signed.length == LENGTH ? ByteBuffer.wrap(signed).getLong() : 0;
    if (seconds <= 0 || seconds > Instant.MAX.getEpochSecond()) {
      throw new IllegalArgumentException("malformed cosignature by " + key.keyId());
    }
    byte[] signature = new byte[LENGTH - Long.BYTES];
    ByteBuffer _ = ByteBuffer.wrap(signed).get(Long.BYTES, signature);
    if (!key.noteKey().verifies(message(text, seconds), signature)) {
      throw new IllegalArgumentException("cosignature by " + key.keyId() + " does not verify");
    }
    return new Cosignature(key, Instant.ofEpochSecond(seconds));
  }
}
