package dev.leasehold.controller;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.cluster.Caches;
import dev.leasehold.grant.Unavailable;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Looks at records, and has each looked at again when there will be something to do, or when a look
 * failed. Whoever calls has the record's lock.
 */
final class RecordLooks {
  private static final Logger LOG = Logger.getLogger(RecordLooks.class);

  private final Caches caches;
  private final BiConsumer<String, Instant> alarm;
  private final Consumer<String> noAlarm;
  private final Retries retries;
  private final Consumer<String> gone;
  private final InstantSource clock;
  private final ScopedValue<Boolean> within = ScopedValue.newInstance();

  /**
   * @param alarm has the record of this name looked at at this instant
   * @param noAlarm takes the name of a record for which there is nothing to do at any
   * @param gone takes the name of a record that is not there any more
   */
  RecordLooks(
      Caches caches,
      BiConsumer<String, Instant> alarm,
      Consumer<String> noAlarm,
      Retries retries,
      Consumer<String> gone,
      InstantSource clock) {
    this.caches = caches;
    this.alarm = alarm;
    this.noAlarm = noAlarm;
    this.retries = retries;
    this.gone = gone;
    this.clock = clock;
  }

  /** Whether the calling thread is in the midst of a look. */
  boolean isWithin() {
    return within.isBound();
  }

  /** Whether the next look has to be a fresh one; only the first who asks is answered yes. */
  boolean owesFresh(AccessRecord record) {
    return retries.owesFresh(name(record));
  }

  /**
   * Takes it further; never throws.
   *
   * @param by the path by which it is looked at
   */
  void take(AccessRecord record, boolean fresh, RecordTurns by) {
    ScopedValue.where(within, true).run(() -> look(record, fresh, by));
  }

  void forget(String name) {
    retries.forget(name);
    noAlarm.accept(name);
  }

  private void look(AccessRecord record, boolean fresh, RecordTurns by) {
    String name = name(record);
    if (caches.overtaken(record)) {
      return;
    }
    try {
      // A fresh look begins with the record itself: what a watch told may be late, or untrue.
      Optional<AccessRecord> current = fresh ? by.live(name) : Optional.of(caches.newest(record));
      if (current.isEmpty()) {
        gone.accept(name);
        return;
      }
      wakeAgain(name, by.take(current.get(), fresh));
      retries.succeeded(name);
      caches.record(name).ifPresent(caches::release);
    } catch (Unavailable e) {
      LOG.warnf(
          "record=%s reason=%s tried again: %s", name, e.reason().code(), e.reason().message());
      tryAgain(record, fresh);
    } catch (RuntimeException | StackOverflowError e) {
      LOG.errorf(e, "record=%s could not be taken further", name);
      tryAgain(record, fresh);
    }
  }

  private void tryAgain(AccessRecord record, boolean fresh) {
    alarm.accept(name(record), retries.failed(record, fresh, clock.instant()));
  }

  private void wakeAgain(String name, Optional<Instant> at) {
    at.ifPresentOrElse(instant -> alarm.accept(name, instant), () -> noAlarm.accept(name));
  }

  private static String name(AccessRecord record) {
    return record.getMetadata().getName();
  }
}
