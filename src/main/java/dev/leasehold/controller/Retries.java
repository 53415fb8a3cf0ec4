package dev.leasehold.controller;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.observe.RecordReader;
import dev.leasehold.schedule.Backoff;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When a look at a record that failed is tried again: later and later, but what fails before the
 * window's end never puts the ending off.
 */
final class Retries {
  private final Backoff backoff = new Backoff();

  /** Records whose fresh look came to nothing: the next one is no look into the cache. */
  private final Set<String> unsure = ConcurrentHashMap.newKeySet();

  private final Holdoff holdoff;

  /**
   * @param holdoff what was handed out, or tried to be, a moment ago
   */
  Retries(Holdoff holdoff) {
    this.holdoff = holdoff;
  }

  /** A look failed; says when to look again. */
  Instant failed(AccessRecord record, boolean fresh, Instant now) {
    String name = record.getMetadata().getName();
    if (fresh) {
      unsure.add(name);
    }
    Instant soon = now.plus(backoff.failed(name));
    Instant later = holdoff.failed(name, now).filter(soon::isBefore).orElse(soon);
    Instant end = RecordReader.window(record).end();
    return now.isBefore(end) && end.isBefore(later) ? end : later;
  }

  void succeeded(String name) {
    backoff.succeeded(name);
  }

  /** Whether the next look has to be a fresh one; only the first who asks is answered yes. */
  boolean owesFresh(String name) {
    return unsure.remove(name);
  }

  void forget(String name) {
    backoff.succeeded(name);
    unsure.remove(name);
  }
}
