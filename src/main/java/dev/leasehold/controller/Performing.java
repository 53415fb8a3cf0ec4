package dev.leasehold.controller;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRecordStatus;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.cluster.Caches;
import dev.leasehold.cluster.Store;
import dev.leasehold.lifecycle.RecordObservation;
import dev.leasehold.lifecycle.RecordStep;
import dev.leasehold.model.Grant;
import dev.leasehold.model.Reason;
import dev.leasehold.status.RecordStatusWriter;
import java.time.Instant;
import java.util.Optional;

/** Does what was decided for a record, and says what comes after it. */
final class Performing {
  private final Caches caches;
  private final Store store;
  private final RecordActs acts;
  private final ReviewActs reviews;
  private final HandingOut handing;
  private final EndingTurn ending;
  private final Deleting deleting;

  Performing(
      Caches caches, RecordPath path, HandingOut handing, EndingTurn ending, Deleting deleting) {
    this.caches = caches;
    this.store = path.store();
    this.acts = path.acts();
    this.reviews = path.reviews();
    this.handing = handing;
    this.ending = ending;
    this.deleting = deleting;
  }

  /** See {@link RecordActs#known()}. */
  Entries.Known known() {
    return acts.known();
  }

  /**
   * @param known before the look that led to it
   */
  AfterStep of(
      AccessRecord record, Grant grant, Judge.Judgement judged, Entries.Known known, Instant now) {
    Optional<AccessRequest> request = request(grant);
    return switch (judged.step()) {
      case RecordStep.Rest(var wakeAt) -> rest(record, request, wakeAt, now);
      case RecordStep.Provide _ ->
          handing.give(
              record, request, now, () -> acts.provide(record, grant, request, known, now));
      case RecordStep.Rotate(int to) ->
          handing.give(record, request, now, () -> acts.rotate(record, grant, to, request, now));
      case RecordStep.Repair(var why) -> repair(record, grant, judged.seen(), why, now);
      case RecordStep.Decline decline -> decline(record, request, decline, now);
      case RecordStep.Delay delay -> delay(record, delay, now);
      case RecordStep.Latch(var said, var proof) -> look(reviews.latch(record, said, proof, now));
      case RecordStep.Flag _ -> look(reviews.flag(record, now));
      case RecordStep.Accuse(var reason) ->
          write(record, RecordStatusWriter.accused(record, reason, now));
      case RecordStep.Unheard(var reason) ->
          write(record, RecordStatusWriter.uncounted(record, reason, now));
      case RecordStep.HandBack _ -> write(record, RecordStatusWriter.handedBack(record, now));
      case RecordStep.Waive(var people) -> look(reviews.waive(record, people, now));
      case RecordStep.End end -> ending.of(record, grant, end, now);
      case RecordStep.Retain(var since, var until) -> look(acts.retain(record, since, until, now));
      case RecordStep.Purge purge -> deleting.purge(record, purge, now);
      case RecordStep.Forget _ -> deleting.forget(record, now);
    };
  }

  private AfterStep repair(
      AccessRecord record, Grant grant, RecordObservation seen, Reason reason, Instant now) {
    int next = seen.generation() + 1;
    return handing.give(
        record, request(grant), now, () -> acts.repair(record, grant, next, reason, now));
  }

  private Optional<AccessRequest> request(Grant grant) {
    return caches
        .request(grant.request().namespace(), grant.request().name())
        .filter(r -> r.getMetadata().getUid().equals(grant.request().uid()));
  }

  private AfterStep rest(
      AccessRecord record, Optional<AccessRequest> request, Optional<Instant> until, Instant now) {
    return new LateNotes(store)
        .of(record, request, now)
        .map(Performing::look)
        .orElseGet(() -> new AfterStep.Wait(until));
  }

  private AfterStep decline(
      AccessRecord record,
      Optional<AccessRequest> request,
      RecordStep.Decline decline,
      Instant now) {
    acts.decline(record, request, decline.reason(), now);
    return new AfterStep.Wait(decline.wakeAt());
  }

  private AfterStep delay(AccessRecord record, RecordStep.Delay delay, Instant now) {
    acts.delay(record, delay.reason(), now);
    return new AfterStep.Wait(delay.wakeAt());
  }

  private AfterStep write(AccessRecord record, AccessRecordStatus status) {
    return look(store.write(record, status));
  }

  private static AfterStep look(AccessRecord after) {
    return new AfterStep.Look(after);
  }
}
