package dev.leasehold.controller;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRecordStatus;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.Delivered;
import dev.leasehold.controller.Access.Provided;
import dev.leasehold.controller.Access.Taken;
import dev.leasehold.grant.Outcome;
import dev.leasehold.grant.Unavailable;
import dev.leasehold.lifecycle.Forgetting;
import dev.leasehold.lifecycle.Guard;
import dev.leasehold.lifecycle.RecordStep;
import dev.leasehold.lifecycle.RequestObservation.RecordView.Standing;
import dev.leasehold.lifecycle.Rotation;
import dev.leasehold.model.Condition;
import dev.leasehold.model.EndCause;
import dev.leasehold.model.Grant;
import dev.leasehold.model.Holdings;
import dev.leasehold.model.ObjectRef;
import dev.leasehold.model.Reason;
import dev.leasehold.model.Review;
import dev.leasehold.model.Stamp;
import dev.leasehold.observe.RecordObserver;
import dev.leasehold.observe.RecordReader;
import dev.leasehold.status.RecordStatusWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** The acts of a record: each does one thing outside, and then writes down that it did. */
final class RecordActs {
  private final Access access;
  private final Access byCache;
  private final Store store;
  private final Notices notices;
  private final Backoff endings = new Backoff();
  private final Supplier<Guard> guard;
  private final Consumer<AccessRecord> changed;
  private final InstantSource clock;

  /**
   * @param byCache the same, but looking into caches when it inspects
   * @param guard whether people's acts can be believed, read afresh
   * @param changed is told of every change that the request should show
   */
  RecordActs(
      Access access,
      Access byCache,
      Store store,
      Notices notices,
      Supplier<Guard> guard,
      Consumer<AccessRecord> changed,
      InstantSource clock) {
    this.access = access;
    this.byCache = byCache;
    this.store = store;
    this.notices = notices;
    this.guard = guard;
    this.changed = changed;
    this.clock = clock;
  }

  Condition inspectCached(AccessRecord record, Grant grant) {
    return byCache.inspect(grant, known(record));
  }

  Condition inspectLive(AccessRecord record, Grant grant) {
    return access.inspect(grant, known(record));
  }

  /** All targets, or none: what cannot be had ends the grant before it began. */
  AccessRecord provide(
      AccessRecord record, Grant grant, Optional<AccessRequest> request, Instant now) {
    return switch (access.provision(grant)) {
      case Outcome.Refused<Map<String, List<ObjectRef>>>(Reason reason) ->
          fail(record, reason, now);
      case Outcome.Done<Map<String, List<ObjectRef>>>(Map<String, List<ObjectRef>> objects) ->
          issue(record, grant, 1, objects, request.flatMap(RecordObserver::redelivery), now);
    };
  }

  AccessRecord rotate(
      AccessRecord record,
      Grant grant,
      int generation,
      Optional<AccessRequest> request,
      Instant now) {
    Optional<String> wish = request.flatMap(RecordObserver::redelivery);
    return issue(record, grant, generation, Map.of(), wish, now);
  }

  /** Puts back what is missing; where an account was made anew its credentials are dead too. */
  AccessRecord repair(
      AccessRecord record, Grant grant, int generation, Reason reason, Instant now) {
    notices.externallyModified(record, reason);
    return switch (access.provision(grant)) {
      case Outcome.Refused<Map<String, List<ObjectRef>>>(Reason why) -> fail(record, why, now);
      case Outcome.Done<Map<String, List<ObjectRef>>>(Map<String, List<ObjectRef>> objects) -> {
        AccessRecord noted = store.write(record, RecordStatusWriter.repaired(record, reason, now));
        AccessRecord after =
            Rotation.mintable(grant.window(), now)
                ? issue(noted, grant, generation, objects, Optional.empty(), now)
                : written(noted, grant, kept(noted, grant, objects), Optional.empty(), now);
        yield after;
      }
    };
  }

  AccessRecord decline(
      AccessRecord record, Optional<AccessRequest> request, Reason reason, Instant now) {
    String wish = request.flatMap(RecordObserver::redelivery).orElse("");
    return tell(store.write(record, RecordStatusWriter.declined(record, wish, reason, now)));
  }

  AccessRecord retain(AccessRecord record, Instant until, Instant now) {
    return store.write(record, RecordStatusWriter.retained(record, until, now));
  }

  /** Takes everything back; empty when that is proved, else when to try again. */
  Optional<Instant> end(AccessRecord record, Grant grant, RecordStep.End step, Instant now) {
    String name = record.getMetadata().getName();
    EndCause cause = step.cause();
    Taken cut = access.cut(grant, known(record));
    AccessRecord ending =
        step.latch()
            ? store.write(record, RecordStatusWriter.ending(record, cause, said(step), now))
            : record;
    Taken taken = access.remove(grant, known(ending), delivered(ending), cut);
    if (taken.left().isPresent()) {
      Reason left = taken.left().get();
      List<Stamp> people = forgetting(ending);
      if (!people.isEmpty()) {
        tell(store.write(ending, RecordStatusWriter.forgotten(ending, cause, left, people, now)));
        return Optional.empty();
      }
      notices.revocationFailed(ending, left);
      tell(store.write(ending, RecordStatusWriter.unproved(ending, cause, left, now)));
      return Optional.of(now.plus(endings.failed(name)));
    }
    endings.succeeded(name);
    // The end is when it was proved, which is later than when it was due.
    Instant proved = clock.instant();
    tell(
        store.write(
            ending, RecordStatusWriter.ended(ending, grant, cause, taken.proofs(), proved)));
    notices.ended(ending, cause);
    return Optional.empty();
  }

  /** Closing without proof is an act of people, so it counts only while the guard is live. */
  private List<Stamp> forgetting(AccessRecord record) {
    List<Stamp> people = Forgetting.by(RecordReader.stamps(record), record.getMetadata().getUid());
    return !people.isEmpty() && guard.get() instanceof Guard.Live ? people : List.of();
  }

  private List<Review> said(RecordStep.End step) {
    return !step.reviews().isEmpty() && guard.get() instanceof Guard.Live
        ? step.reviews()
        : List.of();
  }

  private AccessRecord issue(
      AccessRecord record,
      Grant grant,
      int generation,
      Map<String, List<ObjectRef>> objects,
      Optional<String> wish,
      Instant now) {
    return switch (access.issue(
        grant, generation, objects, known(record), delivered(record), now)) {
      case Outcome.Refused<Provided>(Reason reason) -> refused(record, reason, now);
      case Outcome.Done<Provided>(Provided provided) -> written(record, grant, provided, wish, now);
    };
  }

  /** What cannot be begun is taken back; what is in use goes on, and is tried again. */
  private AccessRecord refused(AccessRecord record, Reason reason, Instant now) {
    if (RecordReader.standing(record) != Standing.ACTIVE) {
      return fail(record, reason, now);
    }
    notices.externallyModified(record, reason);
    throw new Unavailable(reason);
  }

  private AccessRecord written(
      AccessRecord record, Grant grant, Provided provided, Optional<String> wish, Instant now) {
    AccessRecordStatus status =
        RecordStatusWriter.provided(
            record, grant, provided.holdings(), provided.delivered(), wish, now);
    AccessRecord after = tell(store.write(record, status));
    if (record.getSpec().emergency() && RecordReader.standing(record) == Standing.ACTIVATING) {
      notices.emergency(after);
    }
    return after;
  }

  private static Provided kept(
      AccessRecord record, Grant grant, Map<String, List<ObjectRef>> objects) {
    Map<String, Holdings> holdings = new HashMap<>();
    grant
        .targets()
        .forEach(
            target -> {
              Holdings before = RecordReader.holdings(record, target.name());
              List<ObjectRef> made = objects.getOrDefault(target.name(), before.objects());
              holdings.put(target.name(), new Holdings(made, before.current(), before.previous()));
            });
    return new Provided(holdings, Optional.empty());
  }

  private AccessRecord fail(AccessRecord record, Reason reason, Instant now) {
    EndCause cause = EndCause.byRule(EndCause.Kind.ACTIVATION_FAILED, reason, now);
    notices.activationFailed(record, reason);
    return tell(store.write(record, RecordStatusWriter.ending(record, cause, List.of(), now)));
  }

  private AccessRecord tell(AccessRecord record) {
    changed.accept(record);
    return record;
  }

  private static Function<String, Holdings> known(AccessRecord record) {
    return target -> RecordReader.holdings(record, target);
  }

  private static Optional<ObjectRef> delivered(AccessRecord record) {
    AccessRecordStatus status = record.getStatus();
    Delivered delivered = status == null ? null : status.delivered();
    return delivered == null || delivered.uid() == null
        ? Optional.empty()
        : Optional.of(
            new ObjectRef(
                "v1",
                "Secret",
                delivered.namespace(),
                delivered.name(),
                Objects.requireNonNull(delivered.uid())));
  }
}
