package dev.leasehold.evidence;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The body of a request to a witness, by <a href="https://c2sp.org/tlog-witness">C2SP
 * tlog-witness</a>, {@code add-checkpoint}.
 *
 * @param old size of the checkpoint that the proof is from; 0: of none
 * @param proof that the tree of that size is the beginning of the other
 * @param checkpoint what the note's text says but for lines after the third
 * @param note the signed checkpoint; no signature of it was verified
 */
record AddCheckpoint(long old, List<TreeHash> proof, Checkpoint checkpoint, SignedNote note) {
  /** In bytes: proof and note at their longest. */
  static final int MAX_LENGTH = SignedNote.MAX_LENGTH + 4096;

  private static final int MAX_PROOF = 63;
  private static final String OLD = "old ";

  AddCheckpoint {
    proof = List.copyOf(proof);
  }

  /**
   * What asks for a cosignature of this log's checkpoint.
   *
   * @param old no larger than the log
   * @throws IOException if the proof cannot be read
   */
  static AddCheckpoint of(long old, LogSnapshot log) throws IOException {
    long size = log.checkpoint().size();
    List<TreeHash> proof = old == 0 || old == size ? List.of() : log.tree().consistency(old, size);
    return new AddCheckpoint(old, proof, log.checkpoint(), SignedNote.parse(log.note()));
  }

  String text() {
    return OLD
        + old
        + "\n"
        + proof.stream().map(hash -> hash.base64() + "\n").collect(Collectors.joining())
        + "\n"
        + note.note();
  }

  /**
   * Reads what {@link #text} writes.
   *
   * @throws IllegalArgumentException if it is anything else
   */
  static AddCheckpoint parse(byte[] body) {
    if (body.length > MAX_LENGTH) {
      throw new IllegalArgumentException("the body exceeds " + MAX_LENGTH + " bytes");
    }
    String text = utf8(body);
    int end = text.indexOf("\n\n");
    if (!text.startsWith(OLD) || end < 0) {
      throw new IllegalArgumentException("expected old, a size, a proof and an empty line");
    }
    List<String> lines = text.substring(OLD.length(), end).lines().toList();
    if (lines.size() > 1 + MAX_PROOF) {
      throw new IllegalArgumentException("more than " + MAX_PROOF + " hashes");
    }
    SignedNote note = SignedNote.parse(text.substring(end + 2));
    AddCheckpoint read =
        new AddCheckpoint(
            Checkpoint.size(lines.isEmpty() ? "" : lines.getFirst()),
            lines.stream().skip(1).map(TreeHash::ofBase64).toList(),
            Checkpoint.withExtensions(note.text()),
            note);
    if (!read.text().equals(text)) {
      throw new IllegalArgumentException("not the form of add-checkpoint");
    }
    return read;
  }

  private static String utf8(byte[] body) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("not UTF-8", e);
    }
  }
}
