package dev.leasehold.controller;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.cluster.Store;
import dev.leasehold.grant.Access;
import dev.leasehold.grant.Access.Taken;
import dev.leasehold.grant.Unavailable;
import dev.leasehold.lifecycle.RecordStep;
import dev.leasehold.model.EndCause;
import dev.leasehold.model.Grant;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.Stamp;
import dev.leasehold.observe.RecordReader;
import dev.leasehold.schedule.Backoff;
import dev.leasehold.schedule.Gate;
import dev.leasehold.status.Blame;
import dev.leasehold.status.RecordStatusWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** Takes back what a record says was granted, and writes down how far that has come. */
final class Endings {
  private static final Logger LOG = Logger.getLogger(Endings.class);

  /** Whose access is being stopped at once; each takes a call or two for each binding. */
  private static final int CUTTING = 32;

  /** Of whom the rest is being removed. */
  private static final int REMOVING = 32;

  /** The same, where other systems are asked, which may be slow; they have limits of their own. */
  private static final int REMOVING_REMOTELY = 1024;

  private final Gate cutting = new Gate(CUTTING);
  private final Gate removing = new Gate(REMOVING);
  private final Gate removingRemotely = new Gate(REMOVING_REMOTELY);
  private final Access access;
  private final Store store;
  private final Notices notices;
  private final Entries entries;
  private final Backoff backoff = new Backoff();
  private final Set<String> underWay = ConcurrentHashMap.newKeySet();
  private final PeoplesWord people;
  private final Consumer<AccessRecord> changed;
  private final InstantSource clock;

  /**
   * @param changed is told of every change that the request should show
   */
  Endings(
      Access access,
      Store store,
      Notices notices,
      Entries entries,
      PeoplesWord people,
      Consumer<AccessRecord> changed,
      InstantSource clock) {
    this.access = access;
    this.store = store;
    this.notices = notices;
    this.entries = entries;
    this.people = people;
    this.changed = changed;
    this.clock = clock;
  }

  /**
   * Takes everything back; empty when that is proved, else when to try again.
   *
   * @param stopped is told when access in the cluster is stopped; returns when the rest may begin
   */
  Optional<Instant> end(
      AccessRecord record, Grant grant, RecordStep.End step, Instant now, Runnable stopped) {
    String name = record.getMetadata().getName();
    Taken cut = cut(record, step.cause(), now);
    if (cut.left().isEmpty()) {
      underWay.add(name);
    }
    try {
      stopped.run();
      Gate gate = access.isRemote(grant) ? removingRemotely : removing;
      return gate.pass(() -> rest(record, grant, step, cut, now));
    } finally {
      underWay.remove(name);
    }
  }

  /** Stops access in the cluster, and proves nothing; twice is once. */
  Taken cut(AccessRecord record, EndCause cause, Instant now) {
    entries.revoking(record, cause, now);
    Grant grant = RecordReader.grant(record);
    return cutting.pass(() -> access.cut(grant, RecordActs.known(record)));
  }

  /** Whether access was stopped and the rest is being taken back just now. */
  boolean isUnderWay(String name) {
    return underWay.contains(name);
  }

  /** Forgets what was remembered of a record that is gone. */
  void forget(String name) {
    backoff.succeeded(name);
  }

  private Optional<Instant> rest(
      AccessRecord record, Grant grant, RecordStep.End step, Taken cut, Instant now) {
    String name = record.getMetadata().getName();
    EndCause cause = step.cause();
    AccessRecord ending = step.latch() ? latched(record, step, now) : record;
    Taken taken =
        access.remove(grant, RecordActs.known(ending), RecordReader.delivered(ending), cut);
    if (taken.left().isPresent()) {
      Reason left = people.unheard(ending, Blame.of(ending, taken.left().get()));
      List<Stamp> forgetting = people.forgetting(ending);
      if (!forgetting.isEmpty()) {
        closed(ending, cause, left, forgetting, now);
        return Optional.empty();
      }
      if (backoff.count(name) == 0 && left.code() == ReasonCode.VAULT_STILL_HOLDS) {
        // At a window's end Vault takes back by itself what we do, and is seen in the midst of it.
        return Optional.of(now.plus(backoff.failed(name)));
      }
      notices.revocationFailed(ending, left);
      tell(store.write(ending, RecordStatusWriter.unproved(ending, cause, left, now)));
      return Optional.of(now.plus(backoff.failed(name)));
    }
    backoff.succeeded(name);
    proved(ending, grant, cause, taken, clock.instant());
    return Optional.empty();
  }

  /** The end is when it was proved, which is later than when it was due. */
  private void proved(
      AccessRecord ending, Grant grant, EndCause cause, Taken taken, Instant proved) {
    entries.revoked(ending, proved);
    tell(
        store.write(
            ending, RecordStatusWriter.ended(ending, grant, cause, taken.proofs(), proved)));
    notices.ended(ending, cause);
  }

  private void closed(
      AccessRecord ending, EndCause cause, Reason left, List<Stamp> by, Instant now) {
    entries.forgotten(ending, left, by, now);
    AccessRecord closed =
        store.write(ending, RecordStatusWriter.forgotten(ending, cause, left, by, now));
    forget(ending.getMetadata().getName());
    tell(closed);
  }

  /**
   * The record with its cause written down. Where that cannot be written now, and what says so will
   * go on saying so, the rest is removed nevertheless: what is closed at last tells the cause too.
   */
  private AccessRecord latched(AccessRecord record, RecordStep.End step, Instant now) {
    EndCause cause = step.cause();
    try {
      return store.write(record, RecordStatusWriter.ending(record, cause, people.said(step), now));
    } catch (Unavailable e) {
      if (!cause.persists() || e.reason().code() == ReasonCode.OVERTAKEN) {
        throw e;
      }
      LOG.warnf(
          "record=%s reason=%s its cause is written down later",
          record.getMetadata().getName(), e.reason().code());
      return record;
    }
  }

  private void tell(AccessRecord record) {
    changed.accept(record);
  }
}
