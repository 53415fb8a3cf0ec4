package dev.leasehold.controller;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.grant.Unavailable;
import dev.leasehold.lifecycle.Guard;
import dev.leasehold.lifecycle.RecordStep;
import dev.leasehold.model.Persons;
import dev.leasehold.model.Reason;
import dev.leasehold.model.Review;
import dev.leasehold.model.Stamp;
import dev.leasehold.observe.RecordReader;
import java.util.List;
import java.util.function.Supplier;

/**
 * What people said on a record that ends, as far as it counts: only while the guard is live.
 *
 * @param guard whether people's acts can be believed, read afresh
 * @param persons by what people are compared
 */
record PeoplesWord(Supplier<Guard> guard, Persons persons) {
  /** Whoever asked for that and does not count would wait for what never comes. */
  Reason unheard(AccessRecord record, Reason left) {
    List<String> names = RecordReader.unheard(record, persons);
    return names.isEmpty()
        ? left
        : new Reason(
            left.code(),
            left.message()
                + "; forget takes two people who had no part in it, and these are not: "
                + String.join(", ", names));
  }

  /** Those who want it closed without proof. */
  List<Stamp> forgetting(AccessRecord record) {
    List<Stamp> people = RecordReader.forgets(record, persons);
    return !people.isEmpty() && attested() ? people : List.of();
  }

  List<Review> said(RecordStep.End step) {
    return !step.reviews().isEmpty() && attested() ? step.reviews() : List.of();
  }

  private boolean attested() {
    try {
      return guard.get() instanceof Guard.Live;
    } catch (Unavailable e) {
      return false;
    }
  }
}
