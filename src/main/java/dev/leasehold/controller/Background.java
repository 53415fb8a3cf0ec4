package dev.leasehold.controller;

import dev.leasehold.sweep.Archive;
import dev.leasehold.sweep.RemoteWatch;
import dev.leasehold.sweep.Sweep;
import java.time.Instant;
import java.util.Optional;

/** What goes on by itself in the process that works. */
record Background(Sweep sweep, Archive archive, RemoteWatch elsewhere, Backfill backfill)
    implements AutoCloseable {
  void start() {
    archive.start();
    sweep.start();
    elsewhere.start();
    backfill.start();
  }

  /** Grows as long as the sweep goes on. */
  long swept() {
    return sweep.progress();
  }

  /** When the sweep last went through everything. */
  Optional<Instant> sweptAt() {
    return sweep.finished();
  }

  @Override
  public void close() {
    archive.close();
    sweep.close();
    elsewhere.close();
    backfill.close();
  }
}
