package dev.leasehold.controller;

import dev.leasehold.api.v1alpha1.AccessRecord;
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

  Deleting(OwnWord word, Purging purging) {
    this.word = word;
    this.purging = purging;
  }

  AfterStep purge(AccessRecord record, RecordStep.Purge purge, Instant now) {
    return delete(record, () -> purging.purge(record, purge.people(), now));
  }

  AfterStep forget(AccessRecord record, Instant now) {
    return delete(record, () -> purging.forget(record, now));
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
