package dev.leasehold.evidence;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The log, for many threads. What several of them append while one commit runs shares the next one,
 * so that nobody waits for company. A log that cannot be written to refuses; the next append tries
 * to open it again, and never goes on from another state than the last that was seen.
 */
public final class EvidenceLog implements AutoCloseable {
  /** How many may wait; more are refused at once. */
  private static final int WAITING = 4096;

  /** Tells the thread to end. */
  private static final Waiting END = new Waiting(Optional.empty(), 0, new CompletableFuture<>());

  private final LogSettings settings;
  private final Disk disk;
  private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(WAITING);
  private final Thread thread;
  private volatile boolean closed;
  private final AtomicInteger failures = new AtomicInteger();
  private volatile Optional<Checkpoint> latest;
  private @Nullable LogWriter writer;

  /** An entry and who waits for it. */
  private record Waiting(
      Optional<Unsigned> entry, int failures, CompletableFuture<Receipt> receipt) {}

  EvidenceLog(LogSettings settings, Disk disk) {
    this.settings = settings;
    this.disk = disk;
    this.latest = settings.known();
    this.thread = new Thread(this::run, "evidence");
    thread.setDaemon(true);
  }

  /**
   * Opens the log, or begins it in an empty directory.
   *
   * @throws UnsoundLog if it is not sound, or not the known one, or has another writer
   * @throws IOException if it cannot be read or written
   */
  public static EvidenceLog open(LogSettings settings) throws IOException {
    return open(settings, new Disk.Real());
  }

  static EvidenceLog open(LogSettings settings, Disk disk) throws IOException {
    EvidenceLog log = new EvidenceLog(settings, disk);
    LogWriter _ = log.writer();
    log.thread.start();
    return log;
  }

  /**
   * Adds an entry and waits until it is on stable storage and covered by a checkpoint.
   *
   * @param limit how long to wait
   * @throws IOException if it is not known by then that it is in the log; it may be
   */
  public Receipt append(Unsigned entry, Duration limit) throws IOException, InterruptedException {
    try {
      return queued(entry).get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw new IOException("the entry may not be in the evidence log", e.getCause());
    } catch (TimeoutException e) {
      throw new IOException("the evidence log takes longer than " + limit, e);
    }
  }

  /** The same without waiting. */
  public CompletableFuture<Receipt> queued(Unsigned entry) {
    return queued(entry, failures());
  }

  /** How often writing has failed. */
  public int failures() {
    return failures.get();
  }

  /**
   * The same, but refused once writing has failed more often than that: what came after an entry
   * that failed is not to come before it.
   */
  public CompletableFuture<Receipt> queued(Unsigned entry, int failures) {
    Waiting waiting = new Waiting(Optional.of(entry), failures, new CompletableFuture<>());
    if (closed || !queue.offer(waiting)) {
      String why = closed ? "the evidence log is closed" : WAITING + " entries wait already";
      boolean _ = waiting.receipt().completeExceptionally(new IOException(why));
    } else if (closed && queue.remove(waiting)) {
      refuse(List.of(waiting), new IOException("the evidence log is closed"));
    }
    return waiting.receipt();
  }

  /** The last checkpoint, or the one that was known before; nothing if there is none. */
  public Optional<Checkpoint> latest() {
    return latest;
  }

  private void run() {
    List<Waiting> batch = new ArrayList<>();
    try {
      while (!closed) {
        batch.add(queue.take());
        int _ = queue.drainTo(batch, Recovery.MAX_BATCH - 1);
        boolean _ = batch.remove(END);
        commit(batch);
        batch.clear();
      }
    } catch (InterruptedException e) {
      closed = true;
    }
    int _ = queue.drainTo(batch);
    boolean _ = batch.remove(END);
    refuse(batch, new IOException("the evidence log is closed"));
  }

  private void commit(List<Waiting> all) {
    List<Waiting> batch = all.stream().filter(w -> w.failures() == failures()).toList();
    refuse(
        all.stream().filter(w -> w.failures() != failures()).toList(),
        new IOException("an entry before it could not be written"));
    if (batch.isEmpty()) {
      return;
    }
    try {
      LogWriter open = writer();
      List<Receipt> receipts = open.append(signed(batch));
      latest = Optional.of(open.checkpoint());
      for (int i = 0; i < batch.size(); i++) {
        boolean _ = batch.get(i).receipt().complete(receipts.get(i));
      }
      open.settle();
    } catch (IOException | RuntimeException e) {
      closeWriter();
      int _ = failures.incrementAndGet();
      refuse(batch, e);
    }
  }

  /** All at once, since a signer may be far away. */
  private List<byte[]> signed(List<Waiting> batch) throws IOException {
    List<Unsigned> entries = batch.stream().flatMap(w -> w.entry().stream()).toList();
    return Envelope.sign(entries, settings.key()).stream().map(Envelope::bytes).toList();
  }

  private static void refuse(List<Waiting> batch, Exception cause) {
    batch.forEach(
        waiting -> {
          boolean _ = waiting.receipt().completeExceptionally(cause);
        });
  }

  private LogWriter writer() throws IOException {
    LogWriter open = writer;
    if (open == null) {
      open =
          LogWriter.open(
              disk,
              settings.directory(),
              settings.key(),
              settings.keys(),
              settings.fence(),
              latest);
      latest = Optional.of(open.checkpoint());
      writer = open;
    }
    return open;
  }

  private void closeWriter() {
    LogWriter open = writer;
    writer = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        // The lock is gone with the channel, whatever closing it says.
      }
    }
  }

  /**
   * Ends after the commit that runs; what waits behind it is refused. If the thread is interrupted
   * meanwhile, it returns at once.
   */
  @Override
  public void close() {
    closed = true;
    try {
      queue.put(END);
      thread.join();
      closeWriter();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
