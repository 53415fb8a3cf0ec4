package dev.leasehold.controller;

import dev.leasehold.cluster.CachedView;
import dev.leasehold.schedule.Deadlines;
import java.time.InstantSource;

/**
 * Has grants of a large Role that changed looked at afresh. Its rules are in no cache, so looks
 * into caches cannot tell whether it allows more now, and the sweep comes by too seldom for the 15
 * seconds within which such a grant is cut.
 */
final class LargeRoles implements AutoCloseable {
  /** Whoever writes such roles must not fill the heap with what is read of them. */
  private static final int AT_ONCE = 2;

  private final CachedView cached;
  private final Deadlines looks;

  LargeRoles(CachedView cached, RecordFlow records, InstantSource clock) {
    this.cached = cached;
    this.looks = new Deadlines("large-roles", AT_ONCE, clock, records::archived);
  }

  /** This may be such a change, of a role that the record names. */
  void changed(Change change, String record) {
    if (change instanceof Change.Role(var namespace, String name)
        && namespace.filter(in -> cached.isLarge(in, name)).isPresent()) {
      looks.now(record);
    }
  }

  @Override
  public void close() {
    looks.close();
  }
}
