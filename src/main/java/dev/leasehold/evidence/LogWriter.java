package dev.leasehold.evidence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Writes entries to a log's directory, several at a time. Entries are on stable storage before the
 * checkpoint that covers them is written. After an exception it must be closed, and another one
 * opened, which finds out what was written. For one thread.
 */
final class LogWriter implements AutoCloseable {
  private final LogFiles files;
  private final LogSigner key;
  private final WriterLock lock;
  private final Tail tail;
  private final Set<TilePath> replaced = new HashSet<>();
  private String note;

  private LogWriter(LogFiles files, LogSigner key, WriterLock lock, Tail tail, String note) {
    this.files = files;
    this.key = key;
    this.lock = lock;
    this.tail = tail;
    this.note = note;
  }

  /**
   * Opens a log, or begins one in an empty directory, and completes what a crash left.
   *
   * @param keys by which earlier checkpoints and entries may be signed; includes {@code key}'s own
   * @param fence no smaller than that of any writer before
   * @param known a checkpoint of this log that is known from elsewhere
   * @throws UnsoundLog if the log is not sound, or not the known one, or has another writer
   * @throws IOException if it cannot be read or written
   */
  static LogWriter open(
      Disk disk,
      Path directory,
      LogSigner key,
      Collection<VerifierKey> keys,
      long fence,
      Optional<Checkpoint> known)
      throws IOException {
    LogFiles files = new LogFiles(disk, directory);
    WriterLock lock = WriterLock.take(files, fence);
    try {
      Optional<String> note = files.checkpoint();
      if (note.isEmpty()) {
        return begin(files, key, lock, known);
      }
      Recovery found = Recovery.of(files, note.get(), keys, known);
      LogWriter writer = new LogWriter(files, key, lock, found.tail(), found.note());
      // A signer that does not work is found now, and not by whoever appends first.
      String _ = found.checkpoint().sign(key);
      List<Receipt> _ = writer.append(found.ahead());
      writer.replaced.addAll(found.tail().lastFull());
      writer.settle();
      return writer;
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static LogWriter begin(
      LogFiles files, LogSigner key, WriterLock lock, Optional<Checkpoint> known)
      throws IOException {
    if (files.hasTiles()) {
      throw new UnsoundLog("the checkpoint is missing, but entries are there");
    }
    if (known.isPresent() && known.get().size() > 0) {
      throw new UnsoundLog(
          "the volume is empty, but %d entries are known".formatted(known.get().size()));
    }
    Tail tail = Tail.empty();
    String note = new Checkpoint(key.name(), 0, tail.root()).sign(key);
    requireAlone(files, lock, Optional.empty());
    files.putDurably(LogFiles.CHECKPOINT, note.getBytes(StandardCharsets.UTF_8));
    return new LogWriter(files, key, lock, tail, note);
  }

  /**
   * Adds the entries in this order.
   *
   * @param entries at most {@link Recovery#MAX_BATCH}; none only puts the partial tiles right
   * @return for each where it is
   * @throws IOException if it is not known that they are in the log; they may be
   */
  List<Receipt> append(List<byte[]> entries) throws IOException {
    settle();
    requireAlone();
    List<Receipt> receipts = new ArrayList<>();
    long size = tail.size() + entries.size();
    for (byte[] entry : entries) {
      long index = tail.size();
      receipts.add(new Receipt(index, tail.add(entry), size));
    }
    Map<TilePath, byte[]> filled = tail.takeFilled();
    Map<TilePath, byte[]> now = tail.partials();
    for (Map.Entry<TilePath, byte[]> file : filled.entrySet()) {
      files.putDurably(file.getKey(), file.getValue());
    }
    for (Map.Entry<TilePath, byte[]> file : now.entrySet()) {
      putPartial(file.getKey(), file.getValue());
    }
    replaced.addAll(filled.keySet());
    replaced.addAll(now.keySet());
    if (!entries.isEmpty()) {
      putCheckpoint();
    }
    return receipts;
  }

  /**
   * What is left to do after an append, and need not be waited for: makes sure that the checkpoint
   * stays, without which the next writer could find more that is not covered than it takes, and
   * deletes the partial files that were replaced.
   */
  void settle() throws IOException {
    if (!replaced.isEmpty()) {
      files.syncRoot();
      for (TilePath tile : replaced) {
        files.deleteNarrower(tile);
      }
      replaced.clear();
    }
  }

  /** Entries are waited for; hashes follow from them, and are made again when a log is opened. */
  private void putPartial(TilePath tile, byte[] content) throws IOException {
    if (tile.isOfEntries()) {
      files.putDurably(tile, content);
    } else {
      files.put(tile.path(), content, false);
    }
  }

  /**
   * The rename is not waited for here: if it is lost, the earlier checkpoint is there, and behind
   * it the entries, which the next writer covers. A key may be far away: while it signs another
   * writer may have come, whose checkpoint must not be replaced by a smaller one.
   */
  private void putCheckpoint() throws IOException {
    String next = checkpoint().sign(key);
    requireAlone();
    files.put(LogFiles.CHECKPOINT, next.getBytes(StandardCharsets.UTF_8), true);
    note = next;
  }

  /** The checkpoint of all that was added. */
  Checkpoint checkpoint() {
    return new Checkpoint(key.name(), tail.size(), tail.root());
  }

  private void requireAlone() throws IOException {
    requireAlone(files, lock, Optional.of(note));
  }

  /**
   * Makes sure that nobody else has written.
   *
   * @param note the checkpoint that should be there
   */
  private static void requireAlone(LogFiles files, WriterLock lock, Optional<String> note)
      throws IOException {
    lock.check();
    if (!files.checkpoint().equals(note)) {
      throw new UnsoundLog("the checkpoint was changed by somebody else");
    }
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
