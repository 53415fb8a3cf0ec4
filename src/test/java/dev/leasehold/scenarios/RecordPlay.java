package dev.leasehold.scenarios;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRecordStatus;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.lifecycle.Presence;
import dev.leasehold.lifecycle.RecordLifecycle;
import dev.leasehold.lifecycle.RecordObservation;
import dev.leasehold.lifecycle.RecordStep;
import dev.leasehold.lifecycle.Rotation;
import dev.leasehold.model.Condition;
import dev.leasehold.model.CredentialFacts;
import dev.leasehold.model.EndCause;
import dev.leasehold.model.Grant;
import dev.leasehold.model.Holdings;
import dev.leasehold.model.ObjectRef;
import dev.leasehold.model.Reason;
import dev.leasehold.model.Target;
import dev.leasehold.observe.RecordObserver;
import dev.leasehold.observe.RecordReader;
import dev.leasehold.status.RecordStatusWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes a record one step further, where every act outside succeeds, or leaves what it is told. */
final class RecordPlay {
  private static final Duration RETENTION = Duration.ofDays(90);

  private final Scenario scenario;
  private final Instant now;
  private String held;

  RecordPlay(Scenario scenario, Instant now) {
    this.scenario = scenario;
    this.now = now;
    this.held = scenario.held();
  }

  /** One step and the record after it. */
  record Turn(String step, AccessRecord after) {}

  Turn look(AccessRecord record, Optional<AccessRequest> request) {
    Grant grant = RecordReader.grant(record);
    World world = new World(scenario, record);
    RecordObservation seen =
        RecordObserver.observe(
            record,
            grant,
            new RecordObserver.Surroundings(
                request,
                request.isPresent() ? Presence.PRESENT : Presence.GONE,
                RecordObserver.subject(grant, world.serviceAccount("payments", "nightly-report")),
                condition(),
                RecordObserver.widened(grant, world)));
    RecordStep step = RecordLifecycle.next(seen, RETENTION, now);
    AccessRecord after = new AccessRecord();
    after.setMetadata(record.getMetadata());
    after.setSpec(record.getSpec());
    after.setStatus(take(record, grant, request, step).orElse(record.getStatus()));
    return new Turn(step.getClass().getSimpleName(), after);
  }

  private Condition condition() {
    Reason reason = new Reason("BindingMissing", "somebody deleted a binding");
    return switch (held) {
      case "lessened" -> new Condition.Lessened(reason);
      case "widened" -> new Condition.Widened(new Reason("BindingWidened", "somebody was added"));
      case "unclear" -> new Condition.Unclear(reason);
      default -> new Condition.Intact();
    };
  }

  private Optional<AccessRecordStatus> take(
      AccessRecord record, Grant grant, Optional<AccessRequest> request, RecordStep step) {
    Optional<String> wish = request.flatMap(RecordObserver::redelivery);
    return switch (step) {
      case RecordStep.Rest rest -> Optional.empty();
      case RecordStep.Provide provide -> Optional.of(provided(record, grant, 1, wish));
      case RecordStep.Rotate(int generation) ->
          Optional.of(provided(record, grant, generation, wish));
      case RecordStep.Repair(Reason reason) -> {
        held = "intact";
        yield Optional.of(RecordStatusWriter.repaired(record, reason, now));
      }
      case RecordStep.Decline(Reason reason, Optional<Instant> wake) ->
          Optional.of(RecordStatusWriter.declined(record, wish.orElse(""), reason, now));
      case RecordStep.End(EndCause cause, boolean latch) -> Optional.of(end(record, grant, cause));
      case RecordStep.Retain(Duration kept) ->
          Optional.of(RecordStatusWriter.retained(record, now.plus(kept), now));
      case RecordStep.Forget forget -> Optional.empty();
    };
  }

  private AccessRecordStatus end(AccessRecord record, Grant grant, EndCause cause) {
    String left = scenario.left();
    return left == null
        ? RecordStatusWriter.ended(record, grant, cause, Map.of("shop", "404 for all"), now)
        : RecordStatusWriter.unproved(record, cause, new Reason("HeldByFinalizer", left), now);
  }

  private AccessRecordStatus provided(
      AccessRecord record, Grant grant, int generation, Optional<String> wish) {
    Map<String, Holdings> holdings = new HashMap<>();
    for (Target target : grant.targets()) {
      Holdings before = RecordReader.holdings(record, target.name());
      holdings.put(
          target.name(),
          new Holdings(
              List.of(ref("RoleBinding", "shop", grant.recordName() + "-shop-0")),
              Optional.of(credential(grant, generation)).filter(c -> target.hasCredential()),
              before.current()));
    }
    return RecordStatusWriter.provided(
        record,
        grant,
        holdings,
        Optional.of(ref("Secret", "payments", grant.secretName())),
        wish,
        now);
  }

  private CredentialFacts credential(Grant grant, int generation) {
    return new CredentialFacts(
        generation,
        "jti-" + generation,
        ref("Secret", "leasehold-grants", grant.recordName() + "-shop-" + generation),
        now,
        Rotation.notAfter(grant.window(), Duration.ofHours(1), now));
  }

  private static ObjectRef ref(String kind, String namespace, String name) {
    String api = kind.equals("RoleBinding") ? "rbac.authorization.k8s.io/v1" : "v1";
    return new ObjectRef(
        api, kind, namespace, name, "uid-of-" + kind.toLowerCase(java.util.Locale.ROOT));
  }
}
