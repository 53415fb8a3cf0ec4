package dev.leasehold.controller;

import dev.leasehold.grant.Access;
import dev.leasehold.grant.Access.Provided;
import dev.leasehold.grant.Earlier;
import dev.leasehold.grant.Outcome;
import dev.leasehold.model.Grant;
import dev.leasehold.model.ObjectRef;
import dev.leasehold.model.Reason;
import dev.leasehold.model.Redelivery;
import dev.leasehold.observe.RecordReader;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the next generation of credentials of a grant that is in use. */
record Reissue(Access access, RecordLedger ledger) {
  /**
   * After a failure nothing is made for nothing: first it is tried whether it can be delivered.
   *
   * @param wish decides what becomes of those that are in use
   */
  Outcome<Provided> of(
      Grant grant,
      int generation,
      Optional<Redelivery> wish,
      Map<String, List<ObjectRef>> objects,
      Instant now) {
    Earlier earlier = Redelivery.isLeak(wish) ? Earlier.END : Earlier.LAST_GOES_ON;
    Optional<ObjectRef> secret = RecordReader.delivered(ledger.record());
    Optional<Reason> hindered =
        RecordReader.undelivered(ledger.record())
            ? access.undeliverable(grant, secret)
            : Optional.empty();
    return hindered.isPresent()
        ? new Outcome.Refused<>(hindered.get())
        : access.issue(grant, generation, earlier, objects, ledger::of, secret, now);
  }
}
