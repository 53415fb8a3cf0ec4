package dev.leasehold.controller;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.cluster.Store;
import dev.leasehold.grant.Access;
import dev.leasehold.grant.Access.Taken;
import dev.leasehold.grant.Unavailable;
import dev.leasehold.lifecycle.Guard;
import dev.leasehold.lifecycle.RecordStep;
import dev.leasehold.model.EndCause;
import dev.leasehold.model.Grant;
import dev.leasehold.model.Persons;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.Review;
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
import java.util.function.Supplier;
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
  private final Backoff backoff = new Backoff();
  private final Set<String> underWay = ConcurrentHashMap.newKeySet();
  private final Supplier<Guard> guard;
  private final Persons persons;
  private final Consumer<AccessRecord> changed;
  private final InstantSource clock;

  /**
   * @param guard whether people's acts can be believed, read afresh
   * @param persons by what people are compared
   * @param changed is told of every change that the request should show
   */
  Endings(
      Access access,
      Store store,
      Notices notices,
      Supplier<Guard> guard,
      Persons persons,
      Consumer<AccessRecord> changed,
      InstantSource clock) {
    this.access = access;
    this.store = store;
    this.notices = notices;
    this.guard = guard;
    this.persons = persons;
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
    Taken cut = cut(record);
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

  /** Stops access in the cluster, and proves and writes nothing; twice is once. */
  Taken cut(AccessRecord record) {
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
      Reason left = unheard(ending, Blame.of(ending, taken.left().get()));
      List<Stamp> people = forgetting(ending);
      if (!people.isEmpty()) {
        AccessRecord closed =
            store.write(ending, RecordStatusWriter.forgotten(ending, cause, left, people, now));
        forget(name);
        tell(closed);
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
    // The end is when it was proved, which is later than when it was due.
    Instant proved = clock.instant();
    tell(
        store.write(
            ending, RecordStatusWriter.ended(ending, grant, cause, taken.proofs(), proved)));
    notices.ended(ending, cause);
    return Optional.empty();
  }

  /**
   * The record with its cause written down. Where that cannot be written now, and what says so will
   * go on saying so, the rest is removed nevertheless: what is closed at last tells the cause too.
   */
  private AccessRecord latched(AccessRecord record, RecordStep.End step, Instant now) {
    EndCause cause = step.cause();
    try {
      return store.write(record, RecordStatusWriter.ending(record, cause, said(step), now));
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

  /** Whoever asked for that and does not count would wait for what never comes. */
  private Reason unheard(AccessRecord record, Reason left) {
    List<String> names = RecordReader.unheard(record, persons);
    return names.isEmpty()
        ? left
        : new Reason(
            left.code(),
            left.message()
                + "; forget takes two people who had no part in it, and these are not: "
                + String.join(", ", names));
  }

  /** Closing without proof is an act of people, so it counts only while the guard is live. */
  private List<Stamp> forgetting(AccessRecord record) {
    List<Stamp> people = RecordReader.forgets(record, persons);
    return !people.isEmpty() && attested() ? people : List.of();
  }

  private List<Review> said(RecordStep.End step) {
    return !step.reviews().isEmpty() && attested() ? step.reviews() : List.of();
  }

  private boolean attested() {
    try {
      return guard.get() instanceof Guard.Live;
    } catch (Unavailable e) {
      return false;
    }
  }

  private void tell(AccessRecord record) {
    changed.accept(record);
  }
}
