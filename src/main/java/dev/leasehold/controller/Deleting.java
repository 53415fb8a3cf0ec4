package dev.leasehold.controller;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.cluster.Store;
import dev.leasehold.lifecycle.RecordStep;
import java.time.Instant;
import java.util.Optional;

/**
 * Deletes records whose time is over. What was told of a record, and by whom it is said to be
 * purged, is no reason to delete it.
 */
final class Deleting {
  private final OwnWord word;
  private final Purging purging;
  private final Store store;

  Deleting(OwnWord word, Purging purging, Store store) {
    this.word = word;
    this.purging = purging;
    this.store = store;
  }

  AfterStep purge(AccessRecord record, RecordStep.Purge purge, Instant now) {
    return delete(record, () -> purging.purge(record, purge.people(), now));
  }

  AfterStep forget(AccessRecord record) {
    return delete(record, () -> store.forget(record));
  }

  private AfterStep delete(AccessRecord record, Runnable act) {
    return word.act(
        record,
        () -> {
          act.run();
          return new AfterStep.Wait(Optional.empty());
        });
  }
}
