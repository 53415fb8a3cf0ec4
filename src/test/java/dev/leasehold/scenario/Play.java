package dev.leasehold.scenario;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.AccessRequestStatus;
import dev.leasehold.api.v1alpha1.EntitlementCatalog;
import dev.leasehold.evidence.CanonicalDigest;
import dev.leasehold.lifecycle.Guard;
import dev.leasehold.lifecycle.RequestLifecycle;
import dev.leasehold.lifecycle.RequestObservation;
import dev.leasehold.lifecycle.RequestStep;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.observe.AcceptanceReader;
import dev.leasehold.observe.Bindable;
import dev.leasehold.observe.HeldRoles;
import dev.leasehold.observe.Keys;
import dev.leasehold.observe.OfferDocument;
import dev.leasehold.observe.RequestObserver;
import dev.leasehold.policy.Decision;
import dev.leasehold.policy.Verdict;
import dev.leasehold.policy.cel.CelRulebook;
import dev.leasehold.status.FollowWriter;
import dev.leasehold.status.LimitWriter;
import dev.leasehold.status.RecordStatusWriter;
import dev.leasehold.status.RecordWriter;
import dev.leasehold.status.RenewalWriter;
import dev.leasehold.status.RequestStatusWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Plays one step of a request: observed, decided and written as the operator does it, except that
 * nothing is outside. A record's own steps are {@link RecordPlay}'s.
 */
final class Play {
  private static final RecordWriter WRITER = new RecordWriter(Map.of(), Keys.ENDING_PROVED);
  private static final String RECORD_UID = "99999999-9999-4999-8999-999999999999";
  private static final Duration RETENTION = Duration.ofDays(90);
  private static final String NONCE = "n0nce";

  private final Scenario scenario;
  private final World world;
  private final Instant now;
  private final RequestObserver observer;
  private final Map<String, Object> written = new LinkedHashMap<>();

  private Play(Scenario scenario, World world) {
    this.scenario = scenario;
    this.world = world;
    this.now = scenario.at();
    this.observer =
        new RequestObserver(
            new Bindable(Set.of(), Set.of("view"))
                .under(Limits.of(scenario))
                .with(Map.of("default", List.of()))
                .withLog(!scenario.text("log").equals(Optional.of("none"))),
            CelRulebook.by(() -> 0L),
            CanonicalDigest::of,
            Signatory.SIGNERS,
            RETENTION);
  }

  /** The outcome of this scenario, and of those before it. */
  static Played of(Scenario scenario) {
    World world = scenario.before().map(before -> of(before).after()).orElseGet(World::shop);
    scenario.documents().forEach(world::merge);
    scenario.list("gone").forEach(world::remove);
    return switch (scenario.look()) {
      case request -> new Play(scenario, world).played();
      case record -> new RecordPlay(scenario, world).played();
      case offboarding -> new OffboardingPlay(scenario, world).played();
    };
  }

  /** Whether the guard is proved, as the scenario has it. */
  static Guard guard(Scenario scenario) {
    String said = scenario.text("guard").orElse("live");
    return said.equals("off")
        ? new Guard.Unproved(
            new Reason(ReasonCode.APPROVAL_UNATTESTED, "the admission guard is off"))
        : new Guard.Live(said, scenario.text("since").map(Instant::parse).orElse(Instant.EPOCH));
  }

  private Played played() {
    Seen view = new Seen(world, scenario);
    AccessRequest unsigned = world.request();
    AccessRequest object =
        new Signatory(scenario)
            .sign(unsigned, observer.observe(unsigned, view, guard(scenario), now), view);
    RequestObservation seen = observer.observe(object, view, guard(scenario), now);
    RequestStep step = RequestLifecycle.next(seen, now);
    written.putAll(Told.step((Record) step));
    perform(object, seen, step);
    return new Played(written, world);
  }

  private void perform(AccessRequest object, RequestObservation seen, RequestStep step) {
    switch (step) {
      case RequestStep.Rest rest -> {}
      case RequestStep.Hold hold -> show(object, RequestStatusWriter.hold(object, hold, now));
      case RequestStep.AnswerLimit answer ->
          show(object, LimitWriter.answered(object, answer, now));
      case RequestStep.Publish publish -> show(object, published(object, publish));
      case RequestStep.Await await -> show(object, RequestStatusWriter.await(object, await, now));
      case RequestStep.Activate activate -> granted(object, seen, activate);
      case RequestStep.Follow follow -> followed(object, seen, follow);
      case RequestStep.OfferRenewal offer -> show(object, renewal(object, offer));
      case RequestStep.Renew renew -> renewed(seen, renew);
      case RequestStep.Close close -> closed(object, seen, close);
    }
  }

  private AccessRequestStatus published(AccessRequest object, RequestStep.Publish step) {
    String digest = observer.digestOf(object, step.entitlement(), step.subjectUid(), 0, NONCE);
    return RequestStatusWriter.publish(
        object, step, HeldRoles.read(object, new Seen(world, scenario)), digest, NONCE, now);
  }

  private AccessRequestStatus renewal(AccessRequest object, RequestStep.OfferRenewal step) {
    String digest =
        observer.digestOf(object, step.entitlement(), step.subjectUid(), step.number(), NONCE);
    return RenewalWriter.offered(
        object, step, HeldRoles.read(object, new Seen(world, scenario)), digest, NONCE, now);
  }

  private void renewed(RequestObservation seen, RequestStep.Renew step) {
    String name = "AccessRecord " + seen.request().ref().recordName();
    AccessRecord record = world.find(name, AccessRecord.class).orElseThrow();
    record.setStatus(RenewalWriter.sealed(record, step, now));
    record.setSpec(RenewalWriter.prolonged(record.getSpec(), step));
    record.setStatus(RenewalWriter.renewed(record, step, now));
    world.put(record);
    Map<String, Object> parts = new LinkedHashMap<>();
    parts.put("spec", Lines.of(record.getSpec()));
    parts.put("status", Lines.of(Objects.requireNonNull(record.getStatus())));
    written.put("record", parts);
  }

  private void granted(AccessRequest object, RequestObservation seen, RequestStep.Activate step) {
    String digest = CanonicalDigest.of(OfferDocument.of(step.entitlement()));
    List<Decision> trace = seen.verdict().trace();
    AccessRecord record = WRITER.granted(object, seen.request(), step, digest, trace);
    created(record);
    written.put("record", Map.of("spec", Lines.of(record.getSpec())));
  }

  private void followed(AccessRequest object, RequestObservation seen, RequestStep.Follow step) {
    String name = seen.request().ref().recordName();
    AccessRecord record = world.find("AccessRecord " + name, AccessRecord.class).orElseThrow();
    Optional<FollowWriter.Name> renamed =
        step.renamed()
            .map(
                guard ->
                    new FollowWriter.Name(
                        observer.renamed(seen.offer().orElseThrow().digest(), NONCE),
                        NONCE,
                        guard));
    show(object, FollowWriter.follow(object, record, step, renamed, now));
  }

  private void closed(AccessRequest object, RequestObservation seen, RequestStep.Close step) {
    if (!seen.request().askers().attested()) {
      show(object, RequestStatusWriter.close(object, step, null, now));
      return;
    }
    List<Decision> trace = step.verdict().map(Verdict::trace).orElse(List.of());
    Optional<EntitlementCatalog> catalog =
        new Seen(world, scenario).catalog(seen.request().entitlement().catalog());
    AccessRecord record =
        WRITER.refused(
            object,
            seen.request(),
            step.cause(),
            trace,
            catalog.map(EntitlementCatalog::getSpec),
            catalog.flatMap(c -> AcceptanceReader.acceptedBy(c, now)));
    record.setStatus(RecordStatusWriter.refused(record, step.cause(), now));
    created(record);
    String name = record.getMetadata().getName();
    show(object, RequestStatusWriter.close(object, step, name, now));
    Map<String, Object> parts = new LinkedHashMap<>();
    parts.put("spec", Lines.of(record.getSpec()));
    parts.put("status", Lines.of(Objects.requireNonNull(record.getStatus())));
    written.put("record", parts);
  }

  /** As the API server would have it. */
  private void created(AccessRecord record) {
    record.getMetadata().setUid(RECORD_UID);
    record.getMetadata().setCreationTimestamp(now.toString());
    world.put(record);
  }

  private void show(AccessRequest object, AccessRequestStatus status) {
    object.setStatus(status);
    world.put(object);
    written.put("request", Map.of("status", Lines.of(status)));
  }
}
