package dev.leasehold.scenario;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRecordStatus;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.lifecycle.Basis;
import dev.leasehold.lifecycle.Guard;
import dev.leasehold.lifecycle.Presence;
import dev.leasehold.lifecycle.RecordLifecycle;
import dev.leasehold.lifecycle.RecordObservation;
import dev.leasehold.lifecycle.RecordStep;
import dev.leasehold.lifecycle.RequestObservation.RecordView.Standing;
import dev.leasehold.lifecycle.Retention;
import dev.leasehold.model.Binding;
import dev.leasehold.model.Condition;
import dev.leasehold.model.EndCause;
import dev.leasehold.model.Grant;
import dev.leasehold.model.Holdings;
import dev.leasehold.model.Persons;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.Redelivery;
import dev.leasehold.model.Stamp;
import dev.leasehold.model.Target;
import dev.leasehold.observe.OffboardingReader;
import dev.leasehold.observe.RecordObserver;
import dev.leasehold.observe.RecordReader;
import dev.leasehold.observe.RequestReader;
import dev.leasehold.status.RecordStatusWriter;
import dev.leasehold.status.ReviewWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Plays one step of the one record there is; whatever is done outside succeeds, unless told. */
final class RecordPlay {
  private static final Retention RETENTION = new Retention(Duration.ofDays(90), Duration.ofDays(7));

  private final Scenario scenario;
  private final World world;
  private final Instant now;
  private final AccessRecord record;
  private final Grant grant;
  private final Map<String, Object> written = new LinkedHashMap<>();

  RecordPlay(Scenario scenario, World world) {
    this.scenario = scenario;
    this.world = world;
    this.now = scenario.at();
    this.record = world.records().filter(r -> !OffboardingReader.is(r)).findFirst().orElseThrow();
    this.grant = RecordReader.grant(record);
  }

  Played played() {
    RecordStep step = RecordLifecycle.next(observed(), RETENTION, now);
    written.putAll(Told.step((Record) step));
    perform(step);
    return new Played(written, world);
  }

  /** As the controller's Sight does it. */
  private RecordObservation observed() {
    Seen view = new Seen(world, scenario);
    Standing standing = RecordReader.standing(record);
    boolean active = standing == Standing.ACTIVE;
    boolean live = active || standing == Standing.ACTIVATING;
    boolean blind = scenario.list("cannotTell").contains("request");
    Optional<AccessRequest> request = blind ? Optional.empty() : request();
    return RecordObserver.observe(
        record,
        grant,
        new RecordObserver.Surroundings(
            request,
            blind ? Presence.UNKNOWN : presence(request),
            subject(view),
            OffboardingReader.freeze(grant.subject(), view),
            active ? condition() : new Condition.Intact(),
            live ? basis(view, active) : Basis.sound(),
            Play.guard(scenario),
            view.persons()));
  }

  private Basis basis(Seen view, boolean active) {
    return new Basis(
        first(b -> RecordObserver.namespaceGone(b, view)),
        first(b -> RecordObserver.replaced(b, view)),
        active ? first(b -> RecordObserver.widened(b, view)) : Optional.empty(),
        view.tombstones().ended(grant.request().uid()));
  }

  private static Presence presence(Optional<AccessRequest> request) {
    return request.filter(r -> !RequestReader.isTerminating(r)).isPresent()
        ? Presence.PRESENT
        : Presence.GONE;
  }

  private Optional<Reason> first(Function<Binding, Optional<Reason>> look) {
    return grant.targets().stream()
        .flatMap(target -> target.bindings().stream())
        .flatMap(binding -> look.apply(binding).stream())
        .findFirst();
  }

  private Optional<AccessRequest> request() {
    return world
        .find(World.REQUEST, AccessRequest.class)
        .filter(r -> r.getMetadata().getUid().equals(grant.request().uid()));
  }

  private Presence subject(Seen view) {
    return scenario.list("cannotTell").contains("subject")
        ? Presence.UNKNOWN
        : RecordObserver.subject(
            grant,
            view.serviceAccount(grant.subject().namespace(), grant.subject().serviceAccount()));
  }

  private Condition condition() {
    Map<String, Object> said = scenario.map("condition");
    if (said.isEmpty()) {
      return new Condition.Intact();
    }
    Reason reason = new Reason(Codes.of(said.get("code")), String.valueOf(said.get("message")));
    return switch (String.valueOf(said.get("is"))) {
      case "lessened" -> new Condition.Lessened(reason, said.containsKey("credentialLost"));
      case "widened" -> new Condition.Widened(reason);
      case "unclear" -> new Condition.Unclear(reason);
      default -> throw new IllegalArgumentException("condition.is: lessened, widened or unclear");
    };
  }

  private void perform(RecordStep step) {
    switch (step) {
      case RecordStep.Rest rest -> {}
      case RecordStep.Provide provide -> provide();
      case RecordStep.Rotate(int generation) -> issue(generation);
      case RecordStep.Repair(Reason reason) -> {
        write(RecordStatusWriter.repaired(record, reason, now));
        issue(RecordReader.standing(record) == Standing.ACTIVE ? generation() + 1 : 1);
      }
      case RecordStep.Decline(Reason reason, var wakeAt) ->
          write(
              RecordStatusWriter.declined(
                  record, wish().map(Redelivery::text).orElse(""), reason, now));
      case RecordStep.Delay(var reason, var wakeAt) ->
          write(RecordStatusWriter.delayed(record, reason, now));
      case RecordStep.Latch(var reviews, var proof) ->
          write(ReviewWriter.reviewed(record, reviews, now));
      case RecordStep.Flag flag -> write(ReviewWriter.overdue(record, now));
      case RecordStep.Waive(var people) -> write(ReviewWriter.waived(record, people, now));
      case RecordStep.Purge(var people) -> write(RecordStatusWriter.purged(record, people, now));
      case RecordStep.Unheard(Reason reason) ->
          write(RecordStatusWriter.uncounted(record, reason, now));
      case RecordStep.Accuse(Reason reason) ->
          write(RecordStatusWriter.accused(record, reason, now));
      case RecordStep.HandBack handBack -> write(RecordStatusWriter.handedBack(record, now));
      case RecordStep.End end -> end(end);
      case RecordStep.Retain(Instant since, Instant until) ->
          write(RecordStatusWriter.retained(record, since, until, now));
      case RecordStep.Forget forget ->
          world.remove("AccessRecord " + record.getMetadata().getName());
    }
  }

  private void provide() {
    Map<String, Object> down = scenario.map("down");
    if (!down.isEmpty()) {
      Reason why = new Reason(Codes.of(down.get("code")), String.valueOf(down.get("message")));
      write(RecordStatusWriter.troubled(record, why, now));
      return;
    }
    Optional<String> refused = scenario.text("refused");
    if (refused.isPresent()) {
      Reason why = new Reason(ReasonCode.REFUSED, refused.get());
      EndCause cause = EndCause.byRule(EndCause.Kind.ACTIVATION_FAILED, why, now);
      write(RecordStatusWriter.ending(record, cause, List.of(), now));
    } else {
      issue(1);
    }
  }

  private void issue(int generation) {
    Map<String, Holdings> holdings = new LinkedHashMap<>();
    for (Target target : grant.targets()) {
      Handed.held(grant, target, generation, now)
          .ifPresent(hold -> record.setStatus(RecordStatusWriter.noted(record, target, hold, now)));
      Holdings before = RecordReader.holdings(record, target.name());
      Holdings made = Handed.out(grant, target, generation, before, now);
      boolean leaked = Redelivery.isLeak(wish());
      holdings.put(
          target.name(),
          leaked ? new Holdings(made.objects(), made.current(), Optional.empty()) : made);
    }
    write(
        RecordStatusWriter.provided(record, grant, holdings, Handed.delivered(grant), wish(), now));
  }

  private int generation() {
    return observed().generation();
  }

  private Optional<Redelivery> wish() {
    return request().flatMap(RecordObserver::redelivery);
  }

  private void end(RecordStep.End step) {
    EndCause cause = step.cause();
    if (step.latch()) {
      write(RecordStatusWriter.ending(record, cause, step.reviews(), now));
    }
    Optional<Reason> left =
        scenario.text("left").map(text -> new Reason(ReasonCode.TAKING_BACK_FAILED, text));
    List<Stamp> people =
        Play.guard(scenario) instanceof Guard.Live
            ? RecordReader.forgets(record, Persons.PLAIN)
            : List.of();
    if (left.isEmpty()) {
      write(RecordStatusWriter.ended(record, grant, cause, Handed.proofs(grant), now));
    } else if (people.isEmpty()) {
      write(RecordStatusWriter.unproved(record, cause, left.get(), now));
    } else {
      write(RecordStatusWriter.forgotten(record, cause, left.get(), people, now));
    }
  }

  private void write(AccessRecordStatus status) {
    record.setStatus(status);
    world.put(record);
    written.put("record", Map.of("status", Lines.of(status)));
  }
}
