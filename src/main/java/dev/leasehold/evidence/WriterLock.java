package dev.leasehold.evidence;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * That nobody else writes to a log: a lock on a file, and a fence number for volumes on which locks
 * do not hold. A writer with a lower number than the highest ever seen there writes nothing.
 */
final class WriterLock implements AutoCloseable {
  private static final String FENCE = "fence";
  private static final int MAX_DIGITS = 18;

  private final FileChannel channel;
  private final LogFiles files;
  private final long fence;

  private WriterLock(FileChannel channel, LogFiles files, long fence) {
    this.channel = channel;
    this.files = files;
    this.fence = fence;
  }

  /**
   * Takes the lock.
   *
   * @throws UnsoundLog if somebody else has it, or had a higher number
   * @throws IOException if the volume cannot be written to
   */
  static WriterLock take(LogFiles files, long fence) throws IOException {
    Path file = files.root().resolve("lock");
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock held = channel.tryLock();
      if (held == null) {
        throw new UnsoundLog("another process is writing to " + files.root());
      }
      WriterLock lock = new WriterLock(channel, files, fence);
      lock.raise();
      return lock;
    } catch (OverlappingFileLockException e) {
      channel.close();
      throw new UnsoundLog("another writer of this process is writing to " + files.root(), e);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private void raise() throws IOException {
    long found = found();
    if (found > fence) {
      throw new UnsoundLog("a writer with fence " + found + " came after this one, " + fence);
    }
    if (found < fence) {
      byte[] text = Long.toString(fence).getBytes(StandardCharsets.UTF_8);
      files.putDurably(FENCE, text);
    }
  }

  /**
   * Makes sure that no later writer has come.
   *
   * @throws UnsoundLog if one has
   */
  void check() throws IOException {
    long found = found();
    if (found != fence) {
      throw new UnsoundLog("fence is " + found + ", expected " + fence + ": another writer came");
    }
  }

  private long found() throws IOException {
    Optional<String> text = files.text(FENCE);
    if (text.isEmpty()) {
      return 0;
    }
    if (!text.get().matches("[0-9]{1," + MAX_DIGITS + "}")) {
      throw new UnsoundLog("the file " + FENCE + " is not a number");
    }
    return Long.parseLong(text.get());
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
