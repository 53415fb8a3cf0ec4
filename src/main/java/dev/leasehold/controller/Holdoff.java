package dev.leasehold.controller;

import dev.leasehold.api.v1alpha1.AccessRecordSpec;
import dev.leasehold.schedule.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When handing out may be tried again for a record: later after each attempt, until a look finds
 * nothing to hand out, or people want something else. What this process writes meanwhile, and the
 * events of its own writes, change nothing.
 */
final class Holdoff {
  private final Map<String, Held> held = new ConcurrentHashMap<>();
  private final Backoff backoff = new Backoff();

  /**
   * What people want of a grant.
   *
   * @param spec what was approved
   * @param redelivery what the request says in {@code leasehold.dev/redeliver}
   */
  record Wish(AccessRecordSpec spec, Optional<String> redelivery) {}

  private record Held(Wish wish, Duration step, Instant until) {}

  /** Until when nothing may be handed out; empty where it may. */
  Optional<Instant> until(String name, Wish wish, Instant now) {
    Held last = held.get(name);
    if (last == null) {
      return Optional.empty();
    }
    if (!last.wish().equals(wish)) {
      clear(name);
      return Optional.empty();
    }
    return now.isBefore(last.until()) ? Optional.of(last.until()) : Optional.empty();
  }

  /** An attempt begins; whatever becomes of it, the next one is later. */
  void begins(String name, Wish wish, Instant now) {
    Duration step = backoff.failed(name);
    held.put(name, new Held(wish, step, now.plus(step)));
  }

  /** The attempt came to nothing; the time counts from now on. */
  Optional<Instant> failed(String name, Instant now) {
    return Optional.ofNullable(
            held.computeIfPresent(
                name, (same, last) -> new Held(last.wish(), last.step(), now.plus(last.step()))))
        .map(Held::until);
  }

  /** There is nothing to hand out. */
  void clear(String name) {
    held.remove(name);
    backoff.succeeded(name);
  }
}
