package dev.leasehold.scenarios;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.evidence.CanonicalDigest;
import dev.leasehold.lifecycle.Guard;
import dev.leasehold.lifecycle.RequestLifecycle;
import dev.leasehold.lifecycle.RequestObservation;
import dev.leasehold.lifecycle.RequestStep;
import dev.leasehold.model.Reason;
import dev.leasehold.observe.Bindable;
import dev.leasehold.observe.Keys;
import dev.leasehold.observe.OfferDocument;
import dev.leasehold.observe.RequestObserver;
import dev.leasehold.policy.Verdict;
import dev.leasehold.status.FollowWriter;
import dev.leasehold.status.RecordStatusWriter;
import dev.leasehold.status.RecordWriter;
import dev.leasehold.status.RequestStatusWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks at request and record in turn, until nothing changes any more. */
final class Play {
  private static final String NONCE = "nonce-of-the-scenario";
  private static final int ROUNDS = 8;

  private final Scenario scenario;
  private final Instant now;
  private final List<String> steps = new ArrayList<>();
  private final RequestObserver observer =
      new RequestObserver(new Bindable(Set.of(), Set.of("view")), CanonicalDigest::of);
  private final RecordPlay records;
  private AccessRequest request;
  private @Nullable AccessRecord record;

  Play(Scenario scenario, AccessRequest request, @Nullable AccessRecord record) {
    this.scenario = scenario;
    this.now = Instant.parse(scenario.now());
    this.request = request;
    this.record = record;
    this.records = new RecordPlay(scenario, now);
  }

  /** What stands at the end, with the steps that led there. */
  Outcome run() {
    for (int round = 0; round < ROUNDS; round++) {
      String before = standing();
      look();
      if (before.equals(standing())) {
        return new Outcome(List.copyOf(steps), request, record);
      }
    }
    throw new AssertionError("never settles: " + steps);
  }

  private String standing() {
    AccessRecord there = record;
    return Yaml.text(request) + (there == null ? "" : Yaml.text(there));
  }

  private void look() {
    if (scenario.has("request")) {
      World world = new World(scenario, record);
      RequestObservation seen = observer.observe(request, world, guard(), now);
      RequestStep step = RequestLifecycle.next(seen, now);
      note(step.getClass().getSimpleName());
      take(seen, step);
    }
    AccessRecord known = record;
    if (known != null) {
      RecordPlay.Turn turn =
          records.look(known, Optional.of(request).filter(r -> scenario.has("request")));
      note(turn.step());
      record = turn.after();
    }
  }

  private void note(String step) {
    if (steps.isEmpty() || !steps.getLast().equals(step)) {
      steps.add(step);
    }
  }

  private Guard guard() {
    return scenario.guard().equals("unproved")
        ? new Guard.Unproved(new Reason("ApprovalUnattested", "the guard is not proved"))
        : new Guard.Live(scenario.guard());
  }

  private void take(RequestObservation seen, RequestStep step) {
    switch (step) {
      case RequestStep.Rest rest -> {}
      case RequestStep.Hold hold -> wrote(RequestStatusWriter.hold(request, hold, now));
      case RequestStep.Publish publish -> {
        String digest = observer.digestOf(request, (Verdict.Permitted) publish.verdict(), NONCE);
        wrote(RequestStatusWriter.publish(request, publish, digest, NONCE, now));
      }
      case RequestStep.Await await -> wrote(RequestStatusWriter.await(request, await, now));
      case RequestStep.Activate activate ->
          record =
              made(
                  writer()
                      .granted(
                          request,
                          seen.request(),
                          activate,
                          CanonicalDigest.of(OfferDocument.of(activate.entitlement())),
                          seen.verdict().trace()));
      case RequestStep.Follow follow ->
          wrote(
              FollowWriter.follow(request, java.util.Objects.requireNonNull(record), follow, now));
      case RequestStep.Close close -> {
        AccessRecord refused =
            record == null
                ? made(
                    writer()
                        .refused(
                            request,
                            seen.request(),
                            close.cause(),
                            close.verdict().map(Verdict::trace).orElse(List.of())))
                : record;
        refused.setStatus(RecordStatusWriter.refused(refused, close.cause(), now));
        record = refused;
        wrote(RequestStatusWriter.close(request, close, refused.getMetadata().getName(), now));
      }
    }
  }

  private static RecordWriter writer() {
    return new RecordWriter(Map.of(), Keys.ENDING_PROVED);
  }

  private AccessRecord made(AccessRecord made) {
    made.getMetadata().setUid("5c0e7a80-1111-4000-8000-000000000009");
    made.getMetadata().setCreationTimestamp(now.toString());
    made.getMetadata().setGeneration(1L);
    return made;
  }

  private void wrote(dev.leasehold.api.v1alpha1.AccessRequestStatus status) {
    AccessRequest next = new AccessRequest();
    next.setMetadata(request.getMetadata());
    next.setSpec(request.getSpec());
    next.setStatus(status);
    request = next;
  }

  /** The outcome of a scenario. */
  record Outcome(List<String> steps, AccessRequest request, @Nullable AccessRecord record) {}
}
