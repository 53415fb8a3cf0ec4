package dev.leasehold.controller;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.cluster.Store;
import dev.leasehold.grant.Ledger;
import dev.leasehold.model.Holdings;
import dev.leasehold.model.Target;
import dev.leasehold.model.VaultHold;
import dev.leasehold.observe.RecordReader;
import dev.leasehold.status.RecordStatusWriter;
import java.time.Instant;

/** A record while something is handed out for it: what is noted is written at once. */
final class RecordLedger {
  private final Store store;
  private final Instant now;
  private AccessRecord record;

  RecordLedger(Store store, AccessRecord record, Instant now) {
    this.store = store;
    this.record = record;
    this.now = now;
  }

  /** The record with all that was noted so far. */
  AccessRecord record() {
    return record;
  }

  Ledger of(Target target) {
    return new Ledger() {
      @Override
      public Holdings known() {
        return RecordReader.holdings(record, target.name());
      }

      @Override
      public void note(VaultHold hold) {
        record = store.write(record, RecordStatusWriter.noted(record, target, hold, now));
      }
    };
  }
}
