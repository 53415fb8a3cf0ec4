package dev.leasehold.evidence;

import java.util.Collection;

/**
 * What the log commits to, by C2SP tlog-checkpoint: how many entries it has, and the root of the
 * tree over them.
 *
 * @param origin the log's name
 * @param size number of entries
 */
public record Checkpoint(String origin, long size, TreeHash root) {
  public Checkpoint {
    if (size < 0) {
      throw new IllegalArgumentException("a log has no " + size + " entries");
    }
  }

  /** As a signed note. */
  String sign(SigningKey key) {
    return SignedNote.sign(text(), key);
  }

  private String text() {
    return origin + "\n" + size + "\n" + root.base64() + "\n";
  }

  /** Name, size and root on one line, unsigned, for {@link #ofBrief}. */
  public String brief() {
    return origin + " " + size + " " + root.base64();
  }

  /**
   * Reads it again.
   *
   * @throws IllegalArgumentException if it is malformed
   */
  public static Checkpoint ofBrief(String brief) {
    String[] words = brief.split(" ", -1);
    if (words.length != 3) {
      throw new IllegalArgumentException("a brief checkpoint has three words");
    }
    return new Checkpoint(words[0], Long.parseLong(words[1]), TreeHash.ofBase64(words[2]));
  }

  /**
   * Reads a signed note.
   *
   * @param keys of the log, the present and earlier ones; a key of another origin does not count
   * @throws IllegalArgumentException if it is malformed, or not signed by one of the keys
   */
  public static Checkpoint open(String note, Collection<VerifierKey> keys) {
    String origin = note.lines().findFirst().orElse("");
    String text =
        SignedNote.open(note, keys.stream().filter(k -> k.name().equals(origin)).toList());
    String[] lines = text.split("\n", -1);
    if (lines.length != 4) {
      throw new IllegalArgumentException("a checkpoint has three lines");
    }
    Checkpoint checkpoint =
        new Checkpoint(lines[0], Long.parseLong(lines[1]), TreeHash.ofBase64(lines[2]));
    if (!checkpoint.text().equals(text)) {
      throw new IllegalArgumentException("not the form of a checkpoint");
    }
    return checkpoint;
  }
}
