package dev.leasehold.evidence;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A log's directory as it was under one checkpoint, although a writer may go on meanwhile: files
 * that a writer replaces are held in memory, all others never change.
 *
 * @param note the signed checkpoint, to the byte
 * @param replaceable the files of the tree's right edge
 */
record LogSnapshot(
    LogFiles files, String note, Checkpoint checkpoint, Map<TilePath, byte[]> replaceable) {
  /** How often the writer may have replaced them while they were read. */
  private static final int TRIES = 20;

  LogSnapshot {
    replaceable = Map.copyOf(replaceable);
  }

  /**
   * Reads the right edge.
   *
   * @throws IllegalArgumentException if there is no valid checkpoint
   * @throws IOException if it cannot be read
   */
  static LogSnapshot take(LogFiles files, Collection<VerifierKey> keys) throws IOException {
    return take(files, note -> Checkpoint.open(note, keys));
  }

  /**
   * The same where no key is to be had. Only what is believed of anybody who can write to the
   * directory may be read of it, which are ends; nothing may be written or proved by it.
   *
   * @throws IllegalArgumentException if there is no checkpoint
   * @throws IOException if it cannot be read
   */
  static LogSnapshot unverified(LogFiles files) throws IOException {
    return take(files, Checkpoint::unverified);
  }

  private static LogSnapshot take(LogFiles files, Function<String, Checkpoint> opening)
      throws IOException {
    for (int i = 0; ; i++) {
      String note =
          files
              .checkpoint()
              .orElseThrow(() -> new IllegalArgumentException("there is no file checkpoint"));
      Checkpoint checkpoint = opening.apply(note);
      Map<TilePath, byte[]> found = new HashMap<>();
      boolean isWhole = readEdge(files, checkpoint.size(), found);
      if (isWhole || i == TRIES || files.checkpoint().equals(Optional.of(note))) {
        return new LogSnapshot(files, note, checkpoint, found);
      }
    }
  }

  private static boolean readEdge(LogFiles files, long size, Map<TilePath, byte[]> found)
      throws IOException {
    boolean isWhole = true;
    int level = 0;
    for (long there = size; there > 0; there >>= TilePath.HEIGHT) {
      int width = (int) (there % TilePath.FULL);
      long number = there / TilePath.FULL;
      if (width > 0) {
        isWhole &= read(files, TilePath.ofHashes(level, number, width), found);
      }
      if (width > 0 && level == 0) {
        isWhole &= read(files, TilePath.ofEntries(number, width), found);
      }
      level++;
    }
    return isWhole;
  }

  private static boolean read(LogFiles files, TilePath path, Map<TilePath, byte[]> found)
      throws IOException {
    Optional<byte[]> content = files.read(path);
    content.ifPresent(bytes -> found.put(path, bytes));
    return content.isPresent();
  }

  Optional<byte[]> read(TilePath path) throws IOException {
    byte[] held = replaceable.get(path);
    return held == null && path.isFull() ? files.read(path) : Optional.ofNullable(held);
  }

  /**
   * The same log when it was smaller. Whether it was the same is for those to find out who verify.
   *
   * @param then the signed checkpoint of that time, to the byte
   */
  LogSnapshot asOf(String then, Checkpoint smaller) throws IOException {
    Map<TilePath, byte[]> edge = new HashMap<>();
    int level = 0;
    for (long there = smaller.size(); there > 0; there >>= TilePath.HEIGHT) {
      int width = (int) (there % TilePath.FULL);
      if (width > 0) {
        cut(TilePath.ofHashes(level, there / TilePath.FULL, width), edge);
      }
      if (width > 0 && level == 0) {
        cut(TilePath.ofEntries(there / TilePath.FULL, width), edge);
      }
      level++;
    }
    return new LogSnapshot(files, then, smaller, edge);
  }

  /** A wider file begins with the narrower one, which may be deleted. */
  private void cut(TilePath narrow, Map<TilePath, byte[]> edge) throws IOException {
    int level = narrow.isOfEntries() ? 0 : Integer.parseInt(narrow.kind());
    long there = checkpoint.size() >> (level * TilePath.HEIGHT);
    int wide = (int) Math.min(TilePath.FULL, there - narrow.number() * TilePath.FULL);
    Optional<byte[]> found = read(new TilePath(narrow.kind(), narrow.number(), wide));
    found.ifPresent(
        tile ->
            edge.put(
                narrow,
                narrow.isOfEntries()
                    ? Bundle.first(tile, narrow.width())
                    : Arrays.copyOf(
                        tile, Math.min(tile.length, narrow.width() * TreeHash.LENGTH))));
  }

  /**
   * The entries of one file of them.
   *
   * @param first index of the first, a multiple of {@link TilePath#FULL}
   * @throws IOException if they cannot be read
   */
  List<byte[]> bundle(long first) throws IOException {
    int count = (int) Math.min(TilePath.FULL, checkpoint.size() - first);
    TilePath path = TilePath.ofEntries(first / TilePath.FULL, count);
    Optional<Bundle.Read> read = read(path).map(Bundle::decode);
    return read.filter(r -> r.isSound() && r.entries().size() == count)
        .orElseThrow(() -> new UnsoundLog(path.path() + " is missing or malformed; verify the log"))
        .entries();
  }

  /** For proofs under this checkpoint. */
  TreeReader tree() {
    return new TreeReader(files, checkpoint.size(), replaceable);
  }
}
