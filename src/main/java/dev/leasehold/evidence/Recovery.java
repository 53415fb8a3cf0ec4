package dev.leasehold.evidence;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a log's directory holds, read by its next writer: what the checkpoint covers, and what was
 * written before a crash and is not covered yet. Nothing is written, and nothing that does not fit
 * is passed over.
 *
 * @param note the signed checkpoint, to the byte
 * @param tail the end of the log that the checkpoint covers
 * @param ahead entries that follow, whole and signed
 */
record Recovery(String note, Checkpoint checkpoint, Tail tail, List<byte[]> ahead) {
  /** As many as one commit writes, so that no more can be left by a crash. */
  static final int MAX_BATCH = 256;

  /**
   * Reads it.
   *
   * @param keys of the log, the present and earlier ones
   * @param known a checkpoint of the log that is known from elsewhere
   * @throws UnsoundLog if the log is not sound, or not the known one or a continuation of it
   * @throws IOException if it cannot be read
   */
  static Recovery of(
      LogFiles files, String note, Collection<VerifierKey> keys, Optional<Checkpoint> known)
      throws IOException {
    Checkpoint checkpoint = opened(note, keys);
    List<byte[]> last = new ArrayList<>();
    List<byte[]> ahead = new ArrayList<>();
    readEntries(files, checkpoint.size(), last, ahead);
    Tail tail = tail(files, checkpoint.size(), last);
    if (!tail.root().equals(checkpoint.root())) {
      throw new UnsoundLog(
          "the end of the log does not fit its checkpoint of size " + checkpoint.size());
    }
    for (byte[] entry : ahead) {
      requireSigned(entry, keys, checkpoint.size());
    }
    if (known.isPresent()) {
      requireContinues(files, checkpoint, tail, ahead, known.get());
    }
    return new Recovery(note, checkpoint, tail(files, checkpoint.size(), last), ahead);
  }

  private static Checkpoint opened(String note, Collection<VerifierKey> keys) throws UnsoundLog {
    try {
      return Checkpoint.open(note, keys);
    } catch (IllegalArgumentException e) {
      throw new UnsoundLog("the checkpoint is not one of this log: " + e.getMessage(), e);
    }
  }

  private static void readEntries(LogFiles files, long size, List<byte[]> last, List<byte[]> ahead)
      throws IOException {
    long number = size / TilePath.FULL;
    int covered = (int) (size % TilePath.FULL);
    List<byte[]> found = bundle(files, number);
    if (found.size() < covered) {
      throw new UnsoundLog(
          "entries from %d on are missing; the checkpoint covers %d"
              .formatted(number * TilePath.FULL + found.size(), size));
    }
    last.addAll(found.subList(0, covered));
    ahead.addAll(found.subList(covered, found.size()));
    if (found.size() == TilePath.FULL) {
      ahead.addAll(bundle(files, number + 1));
    }
    if (ahead.size() > MAX_BATCH) {
      throw new UnsoundLog(ahead.size() + " entries are not covered by the checkpoint");
    }
  }

  private static List<byte[]> bundle(LogFiles files, long number) throws IOException {
    Optional<byte[]> file = files.widestBundle(number);
    if (file.isEmpty()) {
      return List.of();
    }
    Bundle.Read read = Bundle.decode(file.get());
    if (!read.isSound() || read.entries().size() > TilePath.FULL) {
      throw new UnsoundLog(TilePath.ofEntries(number, TilePath.FULL).path() + " is malformed");
    }
    return read.entries();
  }

  /** Partial tiles are not read: what they say follows from the entries and the full ones below. */
  private static Tail tail(LogFiles files, long size, List<byte[]> last) throws IOException {
    List<List<TreeHash>> levels = new ArrayList<>();
    levels.add(last.stream().map(TreeHash::leaf).toList());
    TreeReader reader = new TreeReader(files, size, Map.of());
    int level = 1;
    for (long there = size >> TilePath.HEIGHT; there > 0; there >>= TilePath.HEIGHT) {
      List<TreeHash> hashes = new ArrayList<>();
      for (long i = there - there % TilePath.FULL; i < there; i++) {
        hashes.add(reader.overFullTile(level - 1, i));
      }
      levels.add(hashes);
      level++;
    }
    return Tail.of(last, HashTiles.of(levels, size));
  }

  /** Else a writer could be made to sign what somebody put on its volume. */
  private static void requireSigned(byte[] entry, Collection<VerifierKey> keys, long size)
      throws UnsoundLog {
    try {
      if (Envelope.parse(entry).isSignedByOneOf(keys)) {
        return;
      }
    } catch (IllegalArgumentException e) {
      throw new UnsoundLog("an entry after the first " + size + " is malformed", e);
    }
    throw new UnsoundLog("an entry after the first " + size + " is not signed by the log's key");
  }

  private static void requireContinues(
      LogFiles files, Checkpoint checkpoint, Tail tail, List<byte[]> ahead, Checkpoint known)
      throws IOException {
    if (known.size() > checkpoint.size() + ahead.size()) {
      throw new UnsoundLog(
          "the log is older than what is known of it: it has %d entries, expected at least %d"
              .formatted(checkpoint.size() + ahead.size(), known.size()));
    }
    TreeHash then;
    if (known.size() < checkpoint.size()) {
      then = new TreeReader(files, checkpoint.size(), tail.partials()).root(known.size());
    } else {
      ahead.subList(0, (int) (known.size() - checkpoint.size())).forEach(tail::add);
      then = tail.root();
    }
    if (!then.equals(known.root())) {
      throw new UnsoundLog(
          "the log is a fork: its first %d entries are not those that are known"
              .formatted(known.size()));
    }
  }
}
