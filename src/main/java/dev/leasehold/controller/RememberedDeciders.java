package dev.leasehold.controller;

import dev.leasehold.policy.Deciders;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Who can decide, read from all bindings once for all catalogs that one change concerns. What is
 * forgotten while it is being read is read again the next time.
 */
final class RememberedDeciders {
  private final Supplier<Deciders> reader;
  private final AtomicInteger changes = new AtomicInteger();
  private Known known = new Known(-1, new Deciders(List.of()));

  private record Known(int changes, Deciders deciders) {}

  RememberedDeciders(Supplier<Deciders> reader) {
    this.reader = reader;
  }

  void forget() {
    int _ = changes.incrementAndGet();
  }

  synchronized Deciders read() {
    int before = changes.get();
    if (known.changes() != before) {
      known = new Known(before, reader.get());
    }
    return known.deciders();
  }
}
