package dev.leasehold.evidence;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Reads what the log said before this process wrote to it. That has a thread of its own, for a
 * volume may hang, and nobody who writes waits for it. Ends are read also of a log that is refused,
 * as it may be after a restore; but that it says all that happened is believed only of one that is
 * open.
 */
final class PastReader implements AutoCloseable {
  /** After what could not be read time and again: it may be large. */
  private static final Duration AGAIN = Duration.ofHours(1);

  /** From one look at whether it is open to the next, and at first after what could not be read. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Log log;
  private final LogWatcher watcher;
  private final EndedRequests ended;
  private final CompletableFuture<LatestEntries> latest = new CompletableFuture<>();
  private final Thread thread = new Thread(this::run, "evidence-past");

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
  }

  /**
   * @param ended learns of ends
   */
  PastReader(Log log, LogWatcher watcher, EndedRequests ended) {
    this.log = log;
    this.watcher = watcher;
    this.ended = ended;
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
    boolean isSeen = false;
    Duration next = PAUSE;
    while (!Thread.currentThread().isInterrupted()) {
      boolean works = log.works();
      if (works && !latest.isDone()) {
        boolean _ = latest.complete(latestEntries());
      }
      if (works && isRead(ended::reached, () -> true, watcher::unread)) {
        ended.complete();
        return;
      }
      // Why one that is not open cannot be read was told when it could not be opened.
      isSeen |= !works && !isSeen && isRead(time -> {}, () -> !log.works(), why -> {});
      boolean waitsOnly = isSeen && !works;
      LockSupport.parkNanos((waitsOnly ? PAUSE : next).toNanos());
      next = waitsOnly || next.compareTo(AGAIN) >= 0 ? next : next.multipliedBy(2);
    }
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
      Consumer<Instant> reached, BooleanSupplier goesOn, Consumer<String> unread) {
    try {
      return EndReader.read(log.snapshot(), ended::add, reached, goesOn);
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
