package dev.leasehold.cluster;

import dev.leasehold.api.v1alpha1.AccessRecord;

/** What the framework keeps of records; it makes it by itself. */
public final class LeanRecords extends Lean<AccessRecord> {
  public LeanRecords() {
    super(Lean::owned);
  }
}
