package dev.leasehold.controller;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.grant.Unavailable;
import dev.leasehold.lifecycle.RecordStep;
import dev.leasehold.schedule.Gate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Stops access in the cluster where a record is to end, though somebody else works on it. It takes
 * no lock and writes nothing: a look afterwards ends the grant and proves it.
 *
 * @param calling how many may ask the API server at once
 * @param afterwards has the record of this name looked at when nobody works on it any more
 */
record Stopping(
    Judge judge, RecordPath path, Gate calling, Consumer<String> afterwards, InstantSource clock) {
  private static final Logger LOG = Logger.getLogger(Stopping.class);

  /**
   * Stops it if it is to end, and says whether it is.
   *
   * @param fresh whether the API server itself is asked why it should
   */
  boolean of(AccessRecord known, boolean fresh) {
    if (!fresh && end(known, false).isEmpty()) {
      return false;
    }
    // Whoever works on it may have prolonged it since.
    AccessRecord record = now(known);
    Optional<RecordStep.End> end = end(record, fresh);
    if (end.isEmpty()) {
      return false;
    }
    String name = record.getMetadata().getName();
    LOG.debugf("record=%s is stopped while it is worked on", name);
    afterwards.accept(name);
    path.endings().cut(record, end.get().cause(), clock.instant());
    return true;
  }

  private Optional<RecordStep.End> end(AccessRecord record, boolean fresh) {
    Instant now = judge.now(record, clock.instant());
    return judge.of(record, fresh, calling, now).step() instanceof RecordStep.End end
        ? Optional.of(end)
        : Optional.empty();
  }

  private AccessRecord now(AccessRecord known) {
    try {
      return calling
          .pass(() -> path.store().liveRecord(known.getMetadata().getName()))
          .orElse(known);
    } catch (Unavailable e) {
      // It could not be asked, which keeps no access.
      return known;
    }
  }
}
