package dev.leasehold.controller;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRecordStatus;
import dev.leasehold.cluster.Caches;
import dev.leasehold.cluster.Store;
import dev.leasehold.grant.Unavailable;
import dev.leasehold.lifecycle.Presence;
import dev.leasehold.lifecycle.RecordObservation;
import dev.leasehold.lifecycle.RecordStep;
import dev.leasehold.lifecycle.RequestObservation.RecordView.Standing;
import dev.leasehold.model.Grant;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.observe.RecordReader;
import dev.leasehold.schedule.Gate;
import dev.leasehold.status.EarlierVersion;
import dev.leasehold.status.Settled;
import dev.leasehold.sweep.Archive;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Looks at a record and acts by turns, until there is nothing to do for now. Whoever calls has its
 * lock.
 */
final class RecordTurns {
  /** Looks in a row; an undisturbed record takes three. */
  private static final int AT_MOST = 8;

  /** Records of earlier versions that are sealed or settled at once. */
  private static final int CATCHING_UP = 8;

  private final Judge judge;
  private final Performing performing;
  private final Store store;
  private final Holdoff holdoff;
  private final Gate calling;
  private final InstantSource clock;
  private final Gate catchingUp = new Gate(CATCHING_UP);

  /**
   * Whether the schema that is installed drops what an earlier version did not write, as after a
   * rollback of the chart; it is not tried again then by this process.
   */
  private volatile boolean isPruned;

  /**
   * @param calling how many may ask the API server at once
   */
  RecordTurns(
      Judge judge,
      Performing performing,
      Store store,
      Holdoff holdoff,
      Gate calling,
      InstantSource clock) {
    this.judge = judge;
    this.performing = performing;
    this.store = store;
    this.holdoff = holdoff;
    this.calling = calling;
    this.clock = clock;
  }

  /** The record of this name as the API server has it; empty where it is gone. */
  Optional<AccessRecord> live(String name) {
    return calling.pass(() -> store.liveRecord(name));
  }

  /**
   * Goes on as long as there is something to do, but with an end: somebody may undo it all. Says
   * when to look again.
   *
   * @param fresh whether the first look asks the API server itself for everything
   */
  Optional<Instant> take(AccessRecord record, boolean fresh) {
    AfterStep then = step(record, fresh);
    for (int looks = 1; looks < AT_MOST; looks++) {
      switch (then) {
        case AfterStep.Wait(var at) -> {
          return at;
        }
        case AfterStep.Look(AccessRecord after) -> then = step(after, false);
      }
    }
    throw new Unavailable(
        new Reason(
            ReasonCode.UNSETTLED, "what is done for the grant is undone at once, time and again"));
  }

  private AfterStep step(AccessRecord record, boolean fresh) {
    Grant grant = RecordReader.grant(record);
    Instant now = judge.now(record, clock.instant());
    Optional<AccessRecordStatus> caughtUp =
        isPruned ? Optional.empty() : EarlierVersion.caughtUp(record, now);
    if (caughtUp.filter(status -> Boolean.TRUE.equals(status.settled())).isPresent()) {
      return caughtUp(record, caughtUp.get(), now);
    }
    Entries.Known known = performing.known();
    Judge.Judgement judgement = judge.of(record, fresh, calling, now);
    if (caughtUp.isPresent() && !(judgement.step() instanceof RecordStep.End)) {
      // What was told of a record is no proof of what is in it.
      Optional<AccessRecord> live = live(record.getMetadata().getName());
      if (live.isPresent()) {
        return EarlierVersion.caughtUp(live.get(), now)
            .map(status -> caughtUp(live.get(), status, now))
            .orElseGet(() -> new AfterStep.Look(live.get()));
      }
    }
    if (nothingToGive(judgement.step(), judgement.seen())) {
      holdoff.clear(record.getMetadata().getName());
    }
    return soon(record, performing.of(record, grant, judgement, known, now), now);
  }

  /** An older schema keeps nothing of it, and then the record goes on without. */
  private AfterStep caughtUp(AccessRecord record, AccessRecordStatus status, Instant now) {
    AccessRecord after = catchingUp.pass(() -> store.write(record, status));
    isPruned = EarlierVersion.caughtUp(after, now).isPresent();
    return new AfterStep.Look(after);
  }

  /** The archive looks at what is settled, so that it needs no alarm; what is not may be later. */
  private static AfterStep soon(AccessRecord record, AfterStep then, Instant now) {
    if (then instanceof AfterStep.Wait(Optional<Instant> until)
        && RecordReader.standing(record) == Standing.CLOSED) {
      return new AfterStep.Wait(
          Caches.isSettled(record)
              ? until.filter(at -> at.isBefore(now.plus(Archive.EVERY)))
              : Stream.concat(
                      until.stream(), Settled.revivable(record).filter(now::isBefore).stream())
                  .min(Instant::compareTo));
    }
    return then;
  }

  /** Whether a look tells that what was wanted is there, or is not wanted any more. */
  private static boolean nothingToGive(RecordStep step, RecordObservation seen) {
    return switch (step) {
      case RecordStep.Rest _, RecordStep.Decline _, RecordStep.Delay _, RecordStep.Unheard _ ->
          seen.request() != Presence.UNKNOWN && seen.subject() != Presence.UNKNOWN;
      case RecordStep.End _, RecordStep.Retain _, RecordStep.Purge _, RecordStep.Forget _ -> true;
      case RecordStep.Provide _,
          RecordStep.Rotate _,
          RecordStep.Repair _,
          RecordStep.Latch _,
          RecordStep.Flag _,
          RecordStep.Accuse _,
          RecordStep.HandBack _,
          RecordStep.Waive _ ->
          false;
    };
  }
}
