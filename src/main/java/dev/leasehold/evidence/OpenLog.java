package dev.leasehold.evidence;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The log while it is open, and why it does not work while it does not. It is opened and closed by
 * one thread, and used by many.
 */
final class OpenLog implements PastReader.Log {
  private final LogOpening opening;
  private final LogWatcher watcher;
  private final Disk disk;
  private final PastReader reader;
  private volatile Optional<Opened> opened = Optional.empty();
  private volatile Optional<String> trouble = Optional.empty();
  private volatile boolean usable;
  private volatile boolean working;
  private volatile Optional<Checkpoint> known = Optional.empty();

  private record Opened(EvidenceLog log, LogSettings settings) {}

  /**
   * @param past learns what it says of before
   */
  OpenLog(LogOpening opening, LogWatcher watcher, Disk disk, Past past) {
    this.opening = opening;
    this.watcher = watcher;
    this.disk = disk;
    this.reader = new PastReader(this, watcher, past);
  }

  /** Stops to read what it said before. */
  void end() {
    reader.close();
    close();
  }

  /** Whether it is open, and nothing has failed since; what was kept may not be in it yet. */
  boolean usable() {
    return usable;
  }

  /** Whether it also has what was kept. */
  @Override
  public boolean works() {
    return working;
  }

  /** Why not; also where nobody has tried to open it yet. */
  String trouble() {
    return trouble.orElse("it was not opened yet");
  }

  /** The last checkpoint of it that was seen. */
  Optional<Checkpoint> latest() {
    return opened.map(o -> o.log().latest()).orElse(known);
  }

  /** Closes it and opens it again, up to where it was seen to be. */
  void reopen() throws IOException {
    close();
    LogSettings settings = opening.with(known);
    opened = Optional.of(new Opened(EvidenceLog.open(settings, disk), settings));
    usable = true;
  }

  /** Closes it once the commit that runs has ended, which may take for ever. */
  void close() {
    working = false;
    usable = false;
    opened.ifPresent(
        before -> {
          before.log().close();
          known = before.log().latest();
        });
    opened = Optional.empty();
  }

  /** What it said last when all that was to be written had been for the first time. */
  CompletionStage<LatestEntries> before() {
    return reader.latest();
  }

  /** As it is now, also where it is not open. */
  @Override
  public LogSnapshot snapshot() throws IOException {
    LogSettings settings = settings();
    return LogSnapshot.take(new LogFiles(disk, settings.directory()), settings.knownKeys());
  }

  @Override
  public LogSnapshot unverified() throws IOException {
    return LogSnapshot.unverified(new LogFiles(disk, opening.directory()));
  }

  @Override
  public Collection<VerifierKey> keys() throws IOException {
    Optional<Opened> now = opened;
    if (now.isEmpty()) {
      return settings().knownKeys();
    }
    List<VerifierKey> keys = new ArrayList<>(now.get().settings().knownKeys());
    try {
      // One that was missing may have been listed since.
      keys.addAll(opening.with(Optional.empty()).earlier());
    } catch (IOException e) {
      // Those by which it was opened are good all the same.
    }
    return keys;
  }

  private LogSettings settings() throws IOException {
    Optional<Opened> now = opened;
    return now.isPresent() ? now.get().settings() : opening.with(Optional.empty());
  }

  CompletableFuture<Receipt> add(Unsigned entry) throws IOException {
    return opened().log().queued(entry);
  }

  /** How often writing has failed since it was opened. */
  int failures() throws IOException {
    return opened().log().failures();
  }

  /** The same, but refused once writing has failed more often than that. */
  CompletableFuture<Receipt> add(Unsigned entry, int failures) throws IOException {
    return opened().log().queued(entry, failures);
  }

  private Opened opened() throws IOException {
    return opened.orElseThrow(() -> new IOException(trouble()));
  }

  /** All that was to be written has been. */
  void worked() {
    proved();
    if (working) {
      reader.begin();
    }
  }

  private synchronized void proved() {
    if (usable && !working) {
      trouble = Optional.empty();
      working = true;
      watcher.works();
    }
  }

  /** Something could not be written, or not in time; says so once, and returns why. */
  synchronized <T extends Throwable> T failed(T why) {
    Throwable cause = why.getCause();
    String text = why.getMessage() + (cause == null ? "" : " (" + cause.getMessage() + ")");
    boolean told = trouble.filter(text::equals).isPresent();
    trouble = Optional.of(text);
    working = false;
    usable = false;
    if (!told) {
      watcher.fails(text);
    }
    reader.begin();
    return why;
  }
}
