package dev.leasehold.cli;

import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.approval.Count;
import dev.leasehold.evidence.CanonicalDigest;
import dev.leasehold.lifecycle.Guard;
import dev.leasehold.lifecycle.RequestLifecycle;
import dev.leasehold.lifecycle.RequestObservation;
import dev.leasehold.lifecycle.RequestStep;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.Signatures;
import dev.leasehold.observe.ClusterView;
import dev.leasehold.observe.Keys;
import dev.leasehold.observe.RequestObserver;
import dev.leasehold.policy.Rulebook;
import dev.leasehold.policy.Verdict;
import dev.leasehold.policy.cel.CelRulebook;
import dev.leasehold.status.RequestStatusWriter;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

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
          ReasonCode.NOT_VALID,
          "the API server would not take it or its catalog as it is: look at faults, durations,"
              + " times, and at approval.rules, which Required needs and Auto forbids");

  private static final Guard GUARD = new Guard.Live("offline");
  private static final String NONCE = "offline";

  /** What would come of it. */
  sealed interface Outcome {
    /**
     * It would be offered to approvers.
     *
     * @param request as it would be then
     * @param missing how many approvals it would have; empty once there are enough
     */
    record Accepted(
        Verdict.Permitted verdict,
        Signatures signatures,
        AccessRequest request,
        Optional<Count> missing)
        implements Outcome {}

    /** It would not, or not yet. */
    record Refused(Verdict verdict, Reason reason) implements Outcome {}
  }

  /** Somebody who approves in some roles. */
  record Approver(String name, List<String> roles) {
    Approver {
      roles = List.copyOf(roles);
    }
  }

  Outcome judge(Manifest manifest) {
    return judge(manifest, List.of());
  }

  /** What would come of it once these had approved. */
  Outcome judge(Manifest manifest, List<Approver> approvers) {
    try {
      return judged(created(manifest), approvers);
    } catch (IllegalArgumentException | DateTimeException e) {
      return new Outcome.Refused(new Verdict.Undecided(UNREADABLE, List.of()), UNREADABLE);
    }
  }

  private Outcome judged(AccessRequest request, List<Approver> approvers) {
    RequestObserver observer =
        new RequestObserver(
            values.toSubjects(), RULES, CanonicalDigest::of, values.signers(), values.retention());
    RequestObservation seen = observer.observe(request, view, GUARD, now);
    return switch (RequestLifecycle.next(seen, now)) {
      case RequestStep.Publish publish -> {
        String digest =
            observer.digestOf(request, publish.entitlement(), publish.subjectUid(), 0, NONCE);
        request.setStatus(
            RequestStatusWriter.publish(request, publish, List.of(), digest, NONCE, now));
        approve(request, digest, approvers);
        yield offered((Verdict.Permitted) publish.verdict(), observer, request);
      }
      case RequestStep.Hold(Reason reason, Verdict verdict, var _) ->
          new Outcome.Refused(verdict, reason);
      case RequestStep.Close(var _, Reason reason, var _) ->
          new Outcome.Refused(seen.verdict(), reason);
      case RequestStep.AnswerLimit(var _, var _, var _, Optional<Reason> why) ->
          new Outcome.Refused(seen.verdict(), why.orElse(UNREADABLE));
      case RequestStep.Rest _,
          RequestStep.Await _,
          RequestStep.Activate _,
          RequestStep.OfferRenewal _,
          RequestStep.Renew _,
          RequestStep.Follow _ ->
          throw new IllegalStateException("a request that is new is offered, held or closed");
    };
  }

  private Outcome offered(
      Verdict.Permitted verdict, RequestObserver observer, AccessRequest request) {
    RequestObservation seen = observer.observe(request, view, GUARD, now);
    Optional<Count> missing =
        RequestLifecycle.next(seen, now) instanceof RequestStep.Await await
                && !await.count().satisfied()
            ? Optional.of(await.count())
            : Optional.empty();
    return new Outcome.Accepted(verdict, seen.signatures(), request, missing);
  }

  /** As the guard would stamp their annotations. */
  private static void approve(AccessRequest request, String digest, List<Approver> approvers) {
    ObjectMeta meta = request.getMetadata();
    int slot = 1;
    for (Approver approver : approvers) {
      meta.getAnnotations()
          .put(
              "approval.leasehold.dev/" + slot++,
              "%s %s %s %s"
                  .formatted(
                      meta.getUid(), digest, String.join(",", approver.roles()), approver.name()));
    }
  }

  /**
   * What the API server and the guard would add to it. A status that is in it counts: who hands it
   * in has left only what is to be believed.
   */
  private AccessRequest created(Manifest manifest) {
    AccessRequest request = manifest.as(AccessRequest.class);
    ObjectMeta meta = request.getMetadata();
    String name = manifest.namespace() + "/" + manifest.name();
    meta.setNamespace(manifest.namespace());
    meta.setUid(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString());
    meta.setCreationTimestamp(now.toString());
    Map<String, String> annotations =
        new HashMap<>(Objects.requireNonNullElse(meta.getAnnotations(), Map.of()));
    annotations.put(Keys.APPLIED_BY, applier);
    annotations.putIfAbsent(Keys.REQUESTED_BY, applier);
    meta.setAnnotations(annotations);
    return request;
  }
}
