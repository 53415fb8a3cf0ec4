package dev.leasehold.evidence;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
  private static final Waiting END = new Waiting(Optional.empty(), new CompletableFuture<>());

  private final Settings settings;
  private final Disk disk;
  private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(WAITING);
  private final Thread thread;
  private volatile boolean closed;
  private volatile Optional<Checkpoint> latest;
  private @Nullable LogWriter writer;

  /** An entry and who waits for it. */
  private record Waiting(Optional<Envelope> entry, CompletableFuture<Receipt> receipt) {
    private byte[] bytes() {
      return entry.map(Envelope::bytes).orElseThrow();
    }
  }

  /**
   * What a log is opened with.
   *
   * @param earlier keys by which it was signed before
   * @param fence no smaller than that of any writer before
   * @param known a checkpoint that is known from elsewhere, so that an older volume is refused
   */
  public record Settings(
      Path directory,
      SigningKey key,
      Collection<VerifierKey> earlier,
      long fence,
      Optional<Checkpoint> known) {
    public Settings {
      earlier = List.copyOf(earlier);
    }

    List<VerifierKey> keys() {
      List<VerifierKey> keys = new ArrayList<>(earlier);
      keys.add(key.verifier());
      return keys;
    }
  }

  EvidenceLog(Settings settings, Disk disk) {
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
  public static EvidenceLog open(Settings settings) throws IOException {
    return open(settings, new Disk.Real());
  }

  static EvidenceLog open(Settings settings, Disk disk) throws IOException {
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
  public Receipt append(Envelope entry, Duration limit) throws IOException, InterruptedException {
    try {
      return queued(entry).get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw new IOException("the entry may not be in the evidence log", e.getCause());
    } catch (TimeoutException e) {
      throw new IOException("the evidence log takes longer than " + limit, e);
    }
  }

  /** The same without waiting. */
  public CompletableFuture<Receipt> queued(Envelope entry) {
    Waiting waiting = new Waiting(Optional.of(entry), new CompletableFuture<>());
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

  private void commit(List<Waiting> batch) {
    if (batch.isEmpty()) {
      return;
    }
    try {
      LogWriter open = writer();
      List<Receipt> receipts = open.append(batch.stream().map(Waiting::bytes).toList());
      latest = Optional.of(open.checkpoint());
      for (int i = 0; i < batch.size(); i++) {
        boolean _ = batch.get(i).receipt().complete(receipts.get(i));
      }
      open.settle();
    } catch (IOException | RuntimeException e) {
      closeWriter();
      refuse(batch, e);
    }
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
