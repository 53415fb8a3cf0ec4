package dev.leasehold.evidence;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Reads what the log said before this process wrote to it. That has a thread of its own, for a
 * volume may hang, and nobody who writes waits for it. Ends are read also of a log that is refused,
 * as it may be after a restore, or whose keys are not to be had; but that it says all that happened
 * is believed only of one that is open.
 */
final class PastReader implements AutoCloseable {
  /** Reasons that are remembered, so that the same is not told at each look. */
  private static final int REASONS = 16;

  /** From one look at whether it is open to the next. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Log log;
  private final LogWatcher watcher;
  private final Past past;
  private final CompletableFuture<LatestEntries> latest = new CompletableFuture<>();
  private final Thread thread = new Thread(this::run, "evidence-past");
  private final Map<String, Boolean> told = new LatestUsed<>(REASONS);
  private boolean isSeen;
  private boolean areEndsSeen;

  /** What is read. */
  interface Log {
    /** Whether it is open, and has what was to be written to it. */
    boolean works();

    /**
     * As it is now.
     *
     * @throws IOException if it cannot be read
     */
    LogSnapshot snapshot() throws IOException;

    /**
     * As it is now, by a checkpoint that nobody verified; for its ends alone.
     *
     * @throws IOException if it cannot be read
     */
    LogSnapshot unverified() throws IOException;

    /**
     * By which its entries may be signed.
     *
     * @throws IOException if that cannot be read
     */
    Collection<VerifierKey> keys() throws IOException;
  }

  @FunctionalInterface
  private interface Reading {
    boolean isAll() throws IOException, InterruptedException;
  }

  /**
   * @param past learns what it says
   */
  PastReader(Log log, LogWatcher watcher, Past past) {
    this.log = log;
    this.watcher = watcher;
    this.past = past;
    thread.setDaemon(true);
  }

  /** To be called once it was tried to open it; twice is once. */
  synchronized void begin() {
    if (thread.getState() == Thread.State.NEW) {
      thread.start();
    }
  }

  /** What it said last; comes when it first works. */
  CompletionStage<LatestEntries> latest() {
    return latest.minimalCompletionStage();
  }

  private void run() {
    RereadPace pace = new RereadPace();
    while (!Thread.currentThread().isInterrupted()) {
      boolean works = log.works();
      boolean isDue = pace.isDue(works, isAwaited());
      if (isDue && works && isAllRead()) {
        past.complete();
        return;
      }
      if (isDue && !works && !isSeen) {
        readRefused();
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private boolean isRefused() {
    return !log.works();
  }

  /**
   * Of a log that cannot be verified the ends count all the same: who can write to the volume can
   * end access, but a key that is missing must not keep what has ended alive. They come first,
   * since keys may be far away.
   */
  private void readRefused() {
    if (!areEndsSeen) {
      areEndsSeen =
          isRead(() -> EndReader.readEnds(past, log.unverified(), this::isRefused), this::tell);
    }
    isSeen = isRead((newest, index) -> {}, this::isRefused, this::tellUnverified);
  }

  private void tellUnverified(String why) {
    tell(areEndsSeen ? why + "; what it says to have ended is believed unverified" : why);
  }

  /** Once. */
  private void tell(String why) {
    if (!told.containsKey(why)) {
      told.put(why, true);
      watcher.unread(why);
    }
  }

  private boolean isAllRead() {
    if (!latest.isDone()) {
      // What new access waits for comes first; of a small log that is all.
      boolean isAll = isRead(past::reached, this::isAwaited, watcher::unread);
      boolean _ = latest.complete(latestEntries());
      if (isAll) {
        return true;
      }
    }
    return isRead(past::reached, () -> true, watcher::unread);
  }

  /** Whether somebody waits to be given access until more was read. */
  private boolean isAwaited() {
    return !past.identities().isKnown();
  }

  /** Nothing where that cannot be read: the log can be written all the same. */
  private LatestEntries latestEntries() {
    try {
      return LatestEntries.of(log.snapshot());
    } catch (IOException | RuntimeException | Error e) {
      watcher.unread(String.valueOf(e.getMessage()));
      return LatestEntries.none();
    }
  }

  /** Reads the ends, as long as that makes sense; whether all could be read. */
  private boolean isRead(
      EndReader.Progress progress, BooleanSupplier goesOn, Consumer<String> unread) {
    return isRead(
        () -> new EndReader(past, log.keys()).read(log.snapshot(), progress, goesOn), unread);
  }

  private static boolean isRead(Reading reading, Consumer<String> unread) {
    try {
      return reading.isAll();
    } catch (IOException | RuntimeException | Error e) {
      unread.accept(String.valueOf(e.getMessage()));
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
