package dev.leasehold.controller;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.model.Redelivery;
import dev.leasehold.observe.RecordObserver;
import dev.leasehold.observe.RecordReader;
import dev.leasehold.schedule.Deadlines;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Hands something out for a record, unless that was tried a moment ago and nobody wants anything
 * else. It is what the record itself says, and not what a watch told of it.
 */
final class HandingOut {
  private final OwnWord word;
  private final Holdoff holdoff;
  private final Ahead ahead;
  private final Deadlines deadlines;

  HandingOut(OwnWord word, Holdoff holdoff, Ahead ahead, Deadlines deadlines) {
    this.word = word;
    this.holdoff = holdoff;
    this.ahead = ahead;
    this.deadlines = deadlines;
  }

  /**
   * @param act hands it out, and gives the record that says so
   */
  AfterStep give(
      AccessRecord record,
      Optional<AccessRequest> request,
      Instant now,
      Supplier<AccessRecord> act) {
    String name = record.getMetadata().getName();
    Holdoff.Wish wish =
        new Holdoff.Wish(
            record.getSpec(), request.flatMap(RecordObserver::redelivery).map(Redelivery::text));
    Optional<Instant> until = holdoff.until(name, wish, now);
    Instant end = RecordReader.window(record).end();
    if (until.isPresent()) {
      return new AfterStep.Wait(until.map(at -> end.isBefore(at) ? end : at));
    }
    // However long it takes, or how late it fails: the end is looked at in time.
    deadlines.set(name, end);
    ahead.begins(record);
    deadlines.makeWay();
    return word.act(
        record,
        () -> {
          holdoff.begins(name, wish, now);
          return new AfterStep.Look(act.get());
        });
  }
}
