package dev.leasehold.evidence;

import java.io.IOException;
import java.util.Arrays;
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

  /** As a signed note, by a key that is here. */
  String sign(SigningKey key) {
    return SignedNote.sign(text(), key);
  }

  /**
   * As a signed note.
   *
   * @throws IOException if it cannot be signed now
   */
  String sign(LogSigner signer) throws IOException {
    return SignedNote.sign(text(), signer);
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
    Checkpoint checkpoint = withExtensions(text);
    if (!checkpoint.text().equals(text)) {
      throw new IllegalArgumentException("a checkpoint has three lines");
    }
    return checkpoint;
  }

  /**
   * Reads a signed note whoever signed it. Anybody may have written it, so it says nothing but
   * where to look.
   *
   * @throws IllegalArgumentException if it is malformed
   */
  static Checkpoint unverified(String note) {
    return withExtensions(SignedNote.parse(note).text());
  }

  /**
   * Reads the text of a checkpoint, which may be of another log and have lines after the third;
   * nothing of them is kept.
   *
   * @throws IllegalArgumentException if it is malformed
   */
  static Checkpoint withExtensions(String text) {
    String[] lines = text.split("\n", -1);
    boolean isWhole = lines.length >= 4 && lines[lines.length - 1].isEmpty();
    if (!isWhole || Arrays.stream(lines).limit(lines.length - 1).anyMatch(String::isEmpty)) {
      throw new IllegalArgumentException("a checkpoint has at least three lines, none empty");
    }
    return new Checkpoint(lines[0], size(lines[1]), TreeHash.ofBase64(lines[2]));
  }

  /**
   * Reads a number of entries, which has no zeros before it.
   *
   * @throws IllegalArgumentException if it is none, or exceeds 2^63 - 1
   */
  static long size(String text) {
    if (!text.matches("0|[1-9][0-9]{0,18}")) {
      throw new IllegalArgumentException("not a size");
    }
    return Long.parseLong(text);
  }
}
