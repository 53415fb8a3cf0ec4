package dev.leasehold.evidence;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The log as those use it to whom things happen: what is about to be done is written before it is
 * done, or refused in time; what was done is written soon, and kept meanwhile. While the log is
 * known not to work nobody waits for it: what must be written first is refused at once, until it
 * was opened again and has what was kept.
 */
public final class EventLog implements AutoCloseable {
  /** From one attempt to write or to open it to the next. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** How long it takes to close it at most. */
  private static final Duration CLOSING = Duration.ofSeconds(3);

  private final Duration limit;
  private final LogWatcher watcher;
  private final OpenLog log;
  private final Backlog backlog = new Backlog();
  private final SaidLast said = new SaidLast();
  private final Past past;
  private final CountDownLatch tried = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "evidence-events");
  private volatile boolean closed;

  /**
   * @param limit how long {@link #append} waits at most for an entry, and for the log to be opened
   * @param past learns what it says of before
   */
  public EventLog(Duration limit, LogOpening opening, LogWatcher watcher, Past past) {
    this(limit, opening, watcher, past, new Disk.Real());
  }

  EventLog(Duration limit, LogOpening opening, LogWatcher watcher, Past past, Disk disk) {
    this.limit = limit;
    this.watcher = watcher;
    this.past = past;
    this.log = new OpenLog(opening, watcher, disk, past);
    thread.setDaemon(true);
  }

  /** Begins to open it; to be called once. */
  public void begin() {
    thread.start();
  }

  /**
   * Returns once the event is on stable storage, or if the same was the last that was said of its
   * request.
   *
   * @throws IOException if that is not known in time; it may be in the log all the same
   */
  public void append(Event event) throws IOException, InterruptedException {
    if (said.is(event)) {
      return;
    }
    boolean _ = tried.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    if (!log.works()) {
      throw new IOException(log.trouble());
    }
    try {
      Receipt receipt = log.add(Statement.of(event)).get(limit.toMillis(), TimeUnit.MILLISECONDS);
      said.now(event);
      past.heard(event);
      watcher.written(event, receipt);
    } catch (ExecutionException e) {
      throw log.failed(new IOException("an entry may not be in the log", e.getCause()));
    } catch (TimeoutException e) {
      throw log.failed(new IOException("an entry takes longer than " + limit, e));
    }
  }

  /** Has the event written soon, unless the same was the last that was said of its request. */
  public void note(Event event) {
    past.heard(event);
    if (said.is(event)) {
      return;
    }
    boolean late = tried.getCount() == 0 && !log.works();
    if (backlog.add(event, late)) {
      said.now(event);
    } else {
      watcher.lost(event);
    }
  }

  /** Whether it is open and the last that was to be written was. */
  public boolean works() {
    return log.works();
  }

  /** The last checkpoint of it that was seen; empty where none was. */
  public Optional<Checkpoint> latest() {
    return log.latest();
  }

  /** What it said last before this was written to it; comes when it first works. */
  public CompletionStage<LatestEntries> before() {
    return log.before();
  }

  /** How many events wait to be written. */
  public int waiting() {
    return backlog.size();
  }

  private void run() {
    try {
      while (!closed || (log.works() && backlog.size() > 0)) {
        round();
      }
    } catch (InterruptedException e) {
      closed = true;
    } finally {
      log.end();
    }
  }

  private void round() throws InterruptedException {
    try {
      if (!log.usable()) {
        log.reopen();
      }
      write(backlog.first(Recovery.MAX_BATCH, log.works() ? PAUSE : Duration.ZERO));
      if (backlog.size() == 0) {
        log.worked();
      }
    } catch (IOException | RuntimeException e) {
      Throwable _ = log.failed(e);
      backlog.late();
      tried.countDown();
      backlog.rest(PAUSE);
    } finally {
      tried.countDown();
    }
  }

  /** What was written is taken off, also where others failed. */
  private void write(List<Backlog.Waiting> events) throws IOException, InterruptedException {
    int failures = log.failures();
    List<Pending> pending = new ArrayList<>();
    for (Backlog.Waiting waiting : events) {
      Event event = backlog.event(waiting);
      Optional<Unsigned> entry = Statement.ifWritable(event);
      if (entry.isPresent()) {
        pending.add(new Pending(waiting, event, log.add(entry.get(), failures)));
      } else {
        backlog.done(List.of(waiting));
        watcher.lost(event);
      }
    }
    await(pending);
    List<Pending> written =
        pending.stream().filter(p -> p.receipt().state() == Future.State.SUCCESS).toList();
    backlog.done(written.stream().map(Pending::waiting).toList());
    written.forEach(p -> watcher.written(p.event(), p.receipt().resultNow()));
    for (Pending each : pending) {
      if (each.receipt().state() == Future.State.FAILED) {
        throw new IOException("an entry may not be in the log", each.receipt().exceptionNow());
      }
    }
  }

  /** What hangs is waited for, since it may be written yet; but everybody knows that it hangs. */
  private void await(List<Pending> pending) throws InterruptedException {
    CompletableFuture<?> all =
        CompletableFuture.allOf(
                pending.stream().map(Pending::receipt).toArray(CompletableFuture<?>[]::new))
            .handle((done, failure) -> pending);
    while (!all.isDone()) {
      try {
        Object _ = all.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        IOException _ = log.failed(new IOException("entries take longer than " + limit));
        backlog.late();
      } catch (ExecutionException e) {
        throw new IllegalStateException("handled", e);
      }
    }
  }

  /** Writes what it can in the time, and closes the log; what hangs is left behind. */
  @Override
  public void close() {
    closed = true;
    backlog.hurry();
    try {
      if (thread.getState() != Thread.State.NEW && !thread.join(CLOSING)) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** An event that is being written. */
  private record Pending(
      Backlog.Waiting waiting, Event event, CompletableFuture<Receipt> receipt) {}
}
