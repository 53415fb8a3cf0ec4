package dev.leasehold.controller;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRecordStatus;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.cluster.Store;
import dev.leasehold.grant.Access;
import dev.leasehold.grant.Access.Provided;
import dev.leasehold.grant.Beginning;
import dev.leasehold.grant.Outcome;
import dev.leasehold.grant.Unavailable;
import dev.leasehold.grant.Withheld;
import dev.leasehold.lifecycle.Rotation;
import dev.leasehold.model.Condition;
import dev.leasehold.model.Grant;
import dev.leasehold.model.Holdings;
import dev.leasehold.model.ObjectRef;
import dev.leasehold.model.Reason;
import dev.leasehold.model.Redelivery;
import dev.leasehold.observe.RecordObserver;
import dev.leasehold.observe.RecordReader;
import dev.leasehold.status.Blame;
import dev.leasehold.status.RecordStatusWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What is done for a record while it lasts: each act does one thing outside, and then writes down
 * that it did.
 */
final class RecordActs {
  private final Access access;
  private final Access byCache;
  private final Store store;
  private final Notices notices;
  private final Telling telling;
  private final Outcomes outcomes;
  private final Giving giving;
  private final Entries entries;

  /**
   * @param byCache the same, but looking into caches when it inspects
   * @param changed is told of every change that the request should show
   */
  RecordActs(
      Access access,
      Access byCache,
      Store store,
      Notices notices,
      Entries entries,
      Consumer<AccessRecord> changed,
      InstantSource clock) {
    this.access = access;
    this.byCache = byCache;
    this.store = store;
    this.notices = notices;
    this.telling = new Telling(store, changed);
    this.outcomes = new Outcomes(telling, notices, entries);
    this.giving = new Giving(access, entries, clock);
    this.entries = entries;
  }

  Condition inspectCached(AccessRecord record, Grant grant) {
    return byCache.inspect(grant, known(record));
  }

  Condition inspectLive(AccessRecord record, Grant grant) {
    return access.inspect(grant, known(record));
  }

  /** How much of the evidence log is known; to be asked before a look that leads to an act. */
  Entries.Known known() {
    return entries.known();
  }

  /**
   * All targets, or none: what cannot be had ends the grant before it began.
   *
   * @param known before the look that led to it
   */
  AccessRecord provide(
      AccessRecord record,
      Grant grant,
      Optional<AccessRequest> request,
      Entries.Known known,
      Instant now) {
    RecordLedger ledger = new RecordLedger(store, record, now);
    try {
      entries.granting(request.map(RecordActs::created).orElse(Instant.MIN), known);
      Optional<ObjectRef> secret = RecordReader.delivered(record);
      Outcome<Provided> begun =
          giving.of(record, now, at -> new Beginning(access).of(grant, ledger::of, secret, at));
      Optional<Redelivery> wish = request.flatMap(RecordObserver::redelivery);
      AccessRecord after = outcomes.of(ledger.record(), grant, begun, wish, now);
      notices.provided(after, request);
      return after;
    } catch (Withheld e) {
      return outcomes.fail(ledger.record(), e.reason(), now);
    } catch (Unavailable e) {
      troubled(ledger.record(), e.reason(), now);
      throw e;
    }
  }

  private static Instant created(AccessRequest request) {
    return Instant.parse(request.getMetadata().getCreationTimestamp());
  }

  /** Whoever waits for access sees what it waits for, if that can be written. */
  private void troubled(AccessRecord record, Reason reason, Instant now) {
    telling.attempt(record, RecordStatusWriter.troubled(record, Blame.of(record, reason), now));
  }

  AccessRecord rotate(
      AccessRecord record,
      Grant grant,
      int generation,
      Optional<AccessRequest> request,
      Instant now) {
    Optional<Redelivery> wish = request.flatMap(RecordObserver::redelivery);
    return issue(new RecordLedger(store, record, now), grant, generation, Map.of(), wish, now);
  }

  /** Puts back what is missing; where an account was made anew its credentials are dead too. */
  AccessRecord repair(
      AccessRecord record, Grant grant, int generation, Reason reason, Instant now) {
    AccessRecordStatus noting = RecordStatusWriter.repaired(record, reason, now);
    boolean first = !noting.equals(record.getStatus());
    if (first) {
      notices.externallyModified(record, reason);
    }
    return switch (provisioned(record, grant, reason, now)) {
      case Outcome.Refused<Map<String, List<ObjectRef>>>(Reason why) ->
          outcomes.fail(record, why, now);
      case Outcome.Done<Map<String, List<ObjectRef>>>(Map<String, List<ObjectRef>> objects) -> {
        AccessRecord noted = first ? telling.write(record, noting) : record;
        RecordLedger ledger = new RecordLedger(store, noted, now);
        AccessRecord after =
            Rotation.of(grant.targets()).mintable(grant.window(), now)
                ? issue(ledger, grant, generation, objects, Optional.empty(), now)
                : outcomes.restored(noted, grant, objects, now);
        yield after;
      }
    };
  }

  /** Whoever uses a grant sees why what was taken from it is not put back. */
  private Outcome<Map<String, List<ObjectRef>>> provisioned(
      AccessRecord record, Grant grant, Reason drift, Instant now) {
    try {
      return giving.of(record, now, at -> access.provision(grant));
    } catch (Unavailable e) {
      telling.inTheWay(
          record, e, RecordStatusWriter.unrepaired(record, drift, blamed(record, e), now));
      throw e;
    }
  }

  AccessRecord decline(
      AccessRecord record, Optional<AccessRequest> request, Reason reason, Instant now) {
    String wish = request.flatMap(RecordObserver::redelivery).map(Redelivery::text).orElse("");
    return telling.write(record, RecordStatusWriter.declined(record, wish, reason, now));
  }

  /** Says when fresh credentials come, unless it says so already. */
  void delay(AccessRecord record, Optional<Reason> reason, Instant now) {
    telling.say(record, RecordStatusWriter.delayed(record, reason, now));
  }

  AccessRecord retain(AccessRecord record, Instant since, Instant until, Instant now) {
    return store.write(record, RecordStatusWriter.retained(record, since, until, now));
  }

  private AccessRecord issue(
      RecordLedger ledger,
      Grant grant,
      int generation,
      Map<String, List<ObjectRef>> objects,
      Optional<Redelivery> wish,
      Instant now) {
    try {
      Outcome<Provided> issued =
          giving.of(
              ledger.record(),
              now,
              at -> new Reissue(access, ledger).of(grant, generation, wish, objects, at));
      return outcomes.of(ledger.record(), grant, issued, wish, now);
    } catch (Unavailable e) {
      AccessRecord record = ledger.record();
      telling.inTheWay(record, e, RecordStatusWriter.undelivered(record, blamed(record, e), now));
      throw e;
    }
  }

  private static Reason blamed(AccessRecord record, Unavailable failure) {
    return Blame.of(record, failure.reason());
  }

  static Function<String, Holdings> known(AccessRecord record) {
    return target -> RecordReader.holdings(record, target);
  }
}
