package dev.leasehold.cli;

import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.evidence.CanonicalDigest;
import dev.leasehold.lifecycle.Guard;
import dev.leasehold.lifecycle.RequestLifecycle;
import dev.leasehold.lifecycle.RequestObservation;
import dev.leasehold.lifecycle.RequestStep;
import dev.leasehold.model.Reason;
import dev.leasehold.model.Signatures;
import dev.leasehold.observe.ClusterView;
import dev.leasehold.observe.Keys;
import dev.leasehold.observe.RequestObserver;
import dev.leasehold.policy.Rulebook;
import dev.leasehold.policy.Verdict;
import dev.leasehold.policy.cel.CelRulebook;
import dev.leasehold.status.RequestStatusWriter;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Judges a request in a file as the operator would if it were created now: the same observation,
 * the same policy, the same next step.
 *
 * @param applier who is taken for having applied it
 */
record Judging(ClusterView view, ChartValues values, String applier, Instant now) {
  /** Without a clock: in one run over files its other bounds are enough. */
  static final Rulebook RULES = CelRulebook.by(() -> 0);

  private static final Reason UNREADABLE =
      new Reason(
          "NotValid",
          "the API server would not take it or its catalog as it is: look at faults, durations,"
              + " times, and at approval.rules, which Required needs and Auto forbids");

  private static final Guard GUARD = new Guard.Live("offline");

  /** What would come of it. */
  sealed interface Outcome {
    /** It would be offered to approvers. */
    record Accepted(Verdict.Permitted verdict, Signatures signatures) implements Outcome {}

    /** It would not, or not yet. */
    record Refused(Verdict verdict, Reason reason) implements Outcome {}
  }

  Outcome judge(Manifest manifest) {
    try {
      return judged(manifest);
    } catch (IllegalArgumentException | DateTimeException e) {
      return new Outcome.Refused(new Verdict.Undecided(UNREADABLE, List.of()), UNREADABLE);
    }
  }

  private Outcome judged(Manifest manifest) {
    AccessRequest request = created(manifest.as(AccessRequest.class));
    RequestObserver observer =
        new RequestObserver(
            values.toSubjects(), RULES, CanonicalDigest::of, values.signers(), values.retention());
    RequestObservation seen = observer.observe(request, view, GUARD, now);
    return switch (RequestLifecycle.next(seen, now)) {
      case RequestStep.Publish publish -> {
        request.setStatus(
            RequestStatusWriter.publish(
                request, publish, List.of(), "0".repeat(64), "offline", now));
        yield new Outcome.Accepted(
            (Verdict.Permitted) publish.verdict(),
            observer.observe(request, view, GUARD, now).signatures());
      }
      case RequestStep.Hold(Reason reason, Verdict verdict, var _) ->
          new Outcome.Refused(verdict, reason);
      case RequestStep.Close(var _, Reason reason, var _) ->
          new Outcome.Refused(seen.verdict(), reason);
      case RequestStep.Rest _,
          RequestStep.Await _,
          RequestStep.Activate _,
          RequestStep.OfferRenewal _,
          RequestStep.Renew _,
          RequestStep.Follow _ ->
          throw new IllegalStateException("a request that is new is offered, held or closed");
    };
  }

  /** What the API server and the guard would add to it. */
  private AccessRequest created(AccessRequest request) {
    ObjectMeta meta = request.getMetadata();
    meta.setNamespace(Objects.requireNonNullElse(meta.getNamespace(), "default"));
    meta.setUid("offline");
    meta.setCreationTimestamp(now.toString());
    Map<String, String> annotations =
        new HashMap<>(Objects.requireNonNullElse(meta.getAnnotations(), Map.of()));
    annotations.put(Keys.APPLIED_BY, applier);
    annotations.putIfAbsent(Keys.REQUESTED_BY, applier);
    meta.setAnnotations(annotations);
    request.setStatus(null);
    return request;
  }
}
