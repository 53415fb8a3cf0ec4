package dev.leasehold.controller;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.grant.Access;
import dev.leasehold.grant.Unavailable;
import dev.leasehold.model.Grant;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.observe.RecordReader;
import dev.leasehold.schedule.Gate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Function;

/**
 * Lets some hand out at once, each after the evidence log has that they are about to, and none
 * after the window.
 */
final class Giving {
  private static final Reason OVER =
      new Reason(ReasonCode.WINDOW_ENDED, "the window ended before access could be provided");

  /** Grants that are being handed out at once. */
  private static final int AT_ONCE = 32;

  private final Gate here = new Gate(AT_ONCE);

  /** Apart, since other systems may be slow and the API server is not. */
  private final Gate elsewhere = new Gate(AT_ONCE);

  private final Access access;
  private final Entries entries;
  private final InstantSource clock;

  Giving(Access access, Entries entries, InstantSource clock) {
    this.access = access;
    this.entries = entries;
    this.clock = clock;
  }

  /**
   * @param decided when that was decided
   * @param act hands it out; given the time at that, which is later than when it was decided by as
   *     long as it took to get a place: what is handed out lives from then on, and not beyond the
   *     window
   */
  <T> T of(AccessRecord record, Instant decided, Function<Instant, T> act) {
    Grant grant = RecordReader.grant(record);
    entries.providing(record, decided);
    Gate gate = access.isRemote(grant) ? elsewhere : here;
    return gate.pass(() -> act.apply(within(grant)));
  }

  private Instant within(Grant grant) {
    Instant now = clock.instant();
    if (grant.window().expiredAt(now)) {
      throw new Unavailable(OVER);
    }
    return now;
  }
}
