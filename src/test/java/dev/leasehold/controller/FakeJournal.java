package dev.leasehold.controller;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRecordStatus;
import dev.leasehold.evidence.LatestEntries;
import dev.leasehold.evidence.Past;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** A log that works, says nothing of what was before, and tells records of none of its entries. */
abstract class FakeJournal implements Journal {
  @Override
  public boolean works() {
    return true;
  }

  @Override
  public Optional<CompletionStage<LatestEntries>> before() {
    return Optional.empty();
  }

  @Override
  public Past past() {
    return Past.none();
  }

  @Override
  public AccessRecordStatus located(AccessRecord record, AccessRecordStatus status) {
    return status;
  }
}
