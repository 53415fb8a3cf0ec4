package dev.leasehold.controller;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.cluster.Store;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Lets an act be done only on what the record itself says, as the API server has it, and not on
 * what a watch told of it.
 */
final class OwnWord {
  private final Store store;
  private final InstantSource clock;
  private final Answers answers = new Answers();

  OwnWord(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Works on a record that the API server has just given as its answer to our own write. */
  void answered(AccessRecord record, Runnable work) {
    answers.put(record, clock.instant());
    try {
      work.run();
    } finally {
      answers.remove(record);
    }
  }

  /** Acts if the record itself says what a watch told of it; else it is looked at as it is. */
  AfterStep act(AccessRecord told, Supplier<AfterStep> act) {
    if (answers.of(told, clock.instant()).filter(a -> saysTheSame(told, a)).isPresent()) {
      return act.get();
    }
    Optional<AccessRecord> there = store.liveRecord(told.getMetadata().getName());
    return there.filter(current -> saysTheSame(told, current)).isPresent()
        ? act.get()
        : there
            .<AfterStep>map(AfterStep.Look::new)
            .orElseGet(() -> new AfterStep.Wait(Optional.empty()));
  }

  /** Of its metadata, that it is deleted and what people wrote on it are reasons to act. */
  private static boolean saysTheSame(AccessRecord told, AccessRecord there) {
    ObjectMeta before = told.getMetadata();
    ObjectMeta now = there.getMetadata();
    return Store.isSame(told, there)
        && Objects.equals(before.getDeletionTimestamp(), now.getDeletionTimestamp())
        && Objects.equals(before.getAnnotations(), now.getAnnotations());
  }
}
