package dev.leasehold.scenario;

import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.AccessRequestStatus;
import dev.leasehold.api.v1alpha1.Offer;
import dev.leasehold.api.v1alpha1.RequestLimit;
import dev.leasehold.evidence.CanonicalDigest;
import dev.leasehold.lifecycle.Guard;
import dev.leasehold.lifecycle.RequestLifecycle;
import dev.leasehold.lifecycle.RequestObservation;
import dev.leasehold.lifecycle.RequestStep;
import dev.leasehold.model.Durations;
import dev.leasehold.observe.Bindable;
import dev.leasehold.observe.RequestObserver;
import dev.leasehold.policy.cel.CelRulebook;
import dev.leasehold.status.LimitWriter;
import dev.leasehold.status.RequestStatusWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A request on which people say things, which the operator looks at now and then; stamps are as the
 * guard makes them.
 */
final class LimitedLife {
  /** More steps than these in one look would be a loop. */
  private static final int MOST = 20;

  private static final RequestObserver OBSERVER =
      new RequestObserver(
          new Bindable(Set.of(), Set.of("view")), CelRulebook.by(() -> 0L), CanonicalDigest::of);

  private final Seen view;
  private final Instant now;
  private final AccessRequest request;
  private final Map<String, Duration> offers = new HashMap<>();
  private Optional<RequestStep.Activate> granted = Optional.empty();
  private int drawn;

  private LimitedLife(Seen view) {
    this.view = view;
    this.now = view.scenario().at().plusSeconds(60);
    this.request = view.world().request();
    remember(Objects.requireNonNull(status().offer()));
  }

  /** Lives that begin after this scenario; each has a request of its own. */
  static Supplier<LimitedLife> after(String scenario) {
    Scenario last = Scenario.read(scenario);
    Seen view = new Seen(Play.of(last).after(), last);
    return () -> new LimitedLife(view);
  }

  /** What would have been granted, once it would. */
  Optional<RequestStep.Activate> granted() {
    return granted;
  }

  /** How long the access of this offer would last, as it says. */
  Duration offered(String digest) {
    return Objects.requireNonNull(offers.get(digest));
  }

  AccessRequestStatus status() {
    return Objects.requireNonNull(request.getStatus());
  }

  /**
   * @param who role and name
   */
  LimitedLife approves(String who) {
    boolean twice =
        annotations().entrySet().stream()
            .anyMatch(a -> a.getKey().startsWith("approval.") && a.getValue().equals(stamp(who)));
    return twice ? this : stamped("approval", who);
  }

  /** Where the guard would let it through. */
  LimitedLife limits(String who, String text) {
    RequestLimit limit = status().limit();
    if (!text.equals("none") || (limit != null && limit.approver() != null)) {
      int place = taken("limit") + 1;
      stamped("limit", who);
      annotations().put("reason.leasehold.dev/limit-" + place, text);
    }
    return this;
  }

  private LimitedLife stamped(String kind, String who) {
    annotations().put(kind + ".leasehold.dev/" + (taken(kind) + 1), stamp(who));
    return this;
  }

  private String stamp(String who) {
    Offer offer = Objects.requireNonNull(status().offer());
    return "%s %s %s".formatted(request.getMetadata().getUid(), offer.digest(), who);
  }

  private int taken(String kind) {
    return (int)
        annotations().keySet().stream().filter(k -> k.startsWith(kind + ".leasehold.dev/")).count();
  }

  private Map<String, String> annotations() {
    return request.getMetadata().getAnnotations();
  }

  /** The operator does whatever is to be done. */
  LimitedLife look() {
    for (int i = 0; i < MOST; i++) {
      RequestObservation seen = OBSERVER.observe(request, view, new Guard.Live("live"), now);
      if (!done(RequestLifecycle.next(seen, now))) {
        return this;
      }
    }
    throw new AssertionError("no end of it: " + status());
  }

  /** Whether there may be more to do. */
  private boolean done(RequestStep step) {
    switch (step) {
      case RequestStep.AnswerLimit answer ->
          request.setStatus(LimitWriter.answered(request, answer, now));
      case RequestStep.Publish publish -> request.setStatus(published(publish));
      case RequestStep.Await await -> {
        AccessRequestStatus next = RequestStatusWriter.await(request, await, now);
        boolean changed = !next.equals(request.getStatus());
        request.setStatus(next);
        return changed;
      }
      case RequestStep.Activate activate -> {
        granted = Optional.of(activate);
        return false;
      }
      case RequestStep.Rest _,
          RequestStep.Hold _,
          RequestStep.Follow _,
          RequestStep.OfferRenewal _,
          RequestStep.Renew _,
          RequestStep.Close _ ->
          throw new AssertionError("not expected: " + step);
    }
    return true;
  }

  private AccessRequestStatus published(RequestStep.Publish step) {
    String nonce = "nonce-" + ++drawn;
    String digest = OBSERVER.digestOf(request, step.entitlement(), step.subjectUid(), 0, nonce);
    AccessRequestStatus status =
        RequestStatusWriter.publish(request, step, List.of(), digest, nonce, now);
    remember(Objects.requireNonNull(status.offer()));
    return status;
  }

  private void remember(Offer offer) {
    offers.put(offer.digest(), Durations.parse(offer.duration()));
  }
}
