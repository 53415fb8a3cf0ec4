package dev.leasehold.controller;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.cluster.Caches;
import dev.leasehold.cluster.Store;
import dev.leasehold.grant.Unavailable;
import dev.leasehold.lifecycle.Guard;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.Stamp;
import dev.leasehold.schedule.Recent;
import dev.leasehold.status.RecordStatusWriter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Lets records go whose time is over, and removes those of refusals that two people want removed.
 * The first of those that the same people had removed for the same reasons stays, and counts the
 * others before they go.
 */
final class Purging {
  private static final Reason UNATTESTED =
      new Reason(
          ReasonCode.PURGE_UNATTESTED, "the admission guard is not proved to be live just now");

  private final Store store;
  private final Caches caches;
  private final Notices notices;
  private final Entries entries;
  private final Supplier<Guard> guard;
  private final Recent<Same> summaries = new Recent<>();

  Purging(Store store, Caches caches, Notices notices, Entries entries, Supplier<Guard> guard) {
    this.store = store;
    this.caches = caches;
    this.notices = notices;
    this.entries = entries;
    this.guard = guard;
  }

  /** By whom and why, and of whose catalog. */
  private record Same(String catalog, List<String> people) {}

  /** One at a time, or one count would be lost. */
  synchronized void purge(AccessRecord record, List<Stamp> people, Instant now) {
    if (!(guard.get() instanceof Guard.Live)) {
      throw new Unavailable(UNATTESTED);
    }
    Same same =
        new Same(
            record.getSpec().entitlement().catalog(),
            people.stream().map(p -> p.user() + "\n" + p.text()).sorted().toList());
    entries.purging(record, people, now);
    Optional<AccessRecord> summary = summaries.record(same, now).flatMap(this::summary);
    if (summary.isPresent()) {
      caches.release(
          store.write(summary.get(), RecordStatusWriter.purgedToo(summary.get(), record, now)));
      store.forget(record);
    } else {
      store.write(record, RecordStatusWriter.purged(record, people, now));
      summaries.made(same, record.getMetadata().getName(), now);
    }
    notices.purged(record, people);
  }

  /** Lets a record go whose time is over. */
  void forget(AccessRecord record, Instant now) {
    entries.purging(record, List.of(), now);
    store.forget(record);
  }

  private Optional<AccessRecord> summary(String name) {
    return store
        .liveRecord(name)
        .filter(r -> r.getMetadata().getDeletionTimestamp() == null)
        .filter(r -> r.getStatus() != null && r.getStatus().purged() != null);
  }
}
