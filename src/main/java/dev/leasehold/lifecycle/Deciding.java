package dev.leasehold.lifecycle;

import dev.leasehold.approval.Count;
import dev.leasehold.approval.Quorum;
import dev.leasehold.lifecycle.RequestObservation.Offer;
import dev.leasehold.model.Approval;
import dev.leasehold.model.ApprovalPolicy;
import dev.leasehold.model.ApprovalPolicy.Mode;
import dev.leasehold.model.EndCause;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.Request;
import dev.leasehold.model.Window;
import dev.leasehold.policy.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The way of a permitted request from its offer through people's decision to its activation. */
final class Deciding {
  private static final Reason UNDECIDED =
      new Reason(
          ReasonCode.NOT_DECIDED_IN_TIME,
          "nobody decided in time; to ask again, use another name, or delete it and create it with"
              + " another spec.requestId");

  /** When to ask again what could not be told, and what was said of a signer before. */
  private static final Duration SOON = Duration.ofSeconds(5);

  private static final Duration LATER = Duration.ofMinutes(1);

  private Deciding() {}

  static RequestStep next(RequestObservation seen, Verdict.Permitted verdict, Instant now) {
    Optional<Offer> current = seen.offer().filter(o -> current(seen, o));
    return current.isPresent()
        ? offered(seen, verdict, current.get(), now)
        : unoffered(seen, verdict, now);
  }

  /** While the guard is unproved the offer stays as it is: what it was may be so again. */
  private static boolean current(RequestObservation seen, Offer offer) {
    return !seen.outdated()
        && switch (seen.guard()) {
          case Guard.Live(String fingerprint, var _) -> offer.guard().equals(fingerprint);
          case Guard.Unproved unproved -> true;
        };
  }

  private static RequestStep unoffered(
      RequestObservation seen, Verdict.Permitted verdict, Instant now) {
    ApprovalPolicy policy = verdict.entitlement().approval();
    Optional<Instant> limit = seen.offer().map(o -> extended(o, policy, seen.request()));
    if (limit.filter(end -> !now.isBefore(end)).isPresent()) {
      return RequestLifecycle.close(EndCause.Kind.LAPSED, UNDECIDED, now, seen);
    }
    return switch (seen.guard()) {
      case Guard.Unproved(Reason why) -> hold(seen, verdict, why, limit, now);
      case Guard.Live(String fingerprint, var _) -> {
        Instant decideBy = limit.orElseGet(() -> now.plus(policy.decideWithin()));
        yield new RequestStep.Publish(
            verdict.entitlement(),
            verdict.subjectUid(),
            fingerprint,
            decideBy,
            verdict,
            seen.request().askers().caution(),
            Optional.of(decideBy));
      }
    };
  }

  private static RequestStep hold(
      RequestObservation seen,
      Verdict.Permitted verdict,
      Reason why,
      Optional<Instant> limit,
      Instant now) {
    Instant patience =
        limit.orElseGet(() -> seen.request().createdAt().plus(RequestLifecycle.PATIENCE));
    return now.isBefore(patience)
        ? new RequestStep.Hold(why, verdict, Optional.of(patience))
        : RequestLifecycle.close(EndCause.Kind.LAPSED, why, now, seen);
  }

  /**
   * A new offer does not move the time to decide, except that what was to start later may be
   * decided anew until an approval for its start would have lapsed.
   */
  static Instant extended(Offer offer, ApprovalPolicy policy, Request request) {
    return request
        .startAt()
        .map(start -> start.plus(policy.validFor()))
        .filter(offer.decideBy()::isBefore)
        .orElse(offer.decideBy());
  }

  private static RequestStep offered(
      RequestObservation seen, Verdict.Permitted verdict, Offer offer, Instant now) {
    Request request = seen.request();
    ApprovalPolicy policy = verdict.entitlement().approval();
    Instant limit =
        policy.mode() == Mode.AUTO ? extended(offer, policy, request) : offer.decideBy();
    boolean open = now.isBefore(limit);
    Optional<Reason> obstacle = unproved(seen.guard());
    List<Approval> latched =
        open && obstacle.isEmpty() ? Acts.latch(seen, offer, now) : seen.approvals();
    List<Approval> approvals = Acts.attested(seen, latched);
    Count count = Quorum.count(policy, request, offer.digest(), approvals, now);
    if (!open && (policy.mode() == Mode.AUTO || !count.satisfied())) {
      return RequestLifecycle.close(EndCause.Kind.LAPSED, obstacle.orElse(UNDECIDED), now, seen);
    }
    boolean early = request.startAt().filter(now::isBefore).isPresent();
    if (count.satisfied() && obstacle.isEmpty() && !early) {
      List<Approval> accepted = Quorum.valid(policy, request, offer.digest(), approvals, now);
      return activate(request, verdict, offer, accepted, now);
    }
    Optional<Instant> lapses = Quorum.lapses(policy, request, offer.digest(), approvals, now);
    Optional<Instant> wake =
        Stream.concat(
                Stream.of(limit),
                Stream.of(lapses, request.startAt(), again(seen, now)).flatMap(Optional::stream))
            .filter(now::isBefore)
            .min(Instant::compareTo);
    boolean scheduled = early && count.satisfied();
    Optional<Reason> told =
        obstacle.or(
            () ->
                count.satisfied() ? Optional.empty() : uncounted(seen, offer, latched, approvals));
    return new RequestStep.Await(latched, count, told, scheduled, verdict, wake);
  }

  /**
   * What does not count is said not to, or somebody would wait for it.
   *
   * @param attested those of the latched ones that are
   */
  static Optional<Reason> uncounted(
      RequestObservation seen, Offer offer, List<Approval> latched, List<Approval> attested) {
    return unheard(seen, offer, attested).or(() -> unstamped(offer, latched, attested));
  }

  private static Optional<Reason> unstamped(
      Offer offer, List<Approval> latched, List<Approval> attested) {
    List<Approval> lost = new ArrayList<>(latched);
    attested.forEach(lost::remove);
    return lost.stream()
        .filter(approval -> approval.offer().equals(offer.digest()))
        .findFirst()
        .map(
            approval ->
                new Reason(
                    ReasonCode.APPROVAL_WITHOUT_STAMP,
                    "the approval of "
                        + approval.approver()
                        + " in status does not count, since no stamp or signature on the request"
                        + " attests it; have it given again, see status.offer.approveCommand"));
  }

  private static Optional<Reason> unheard(
      RequestObservation seen, Offer offer, List<Approval> attested) {
    List<String> stamped = Quorum.uncounted(seen.request(), offer.digest(), attested);
    List<String> refused = seen.signatures().refused();
    if (!stamped.isEmpty()) {
      return Optional.of(
          new Reason(
              ReasonCode.APPROVAL_NOT_COUNTED,
              String.join("; ", Stream.concat(stamped.stream(), refused.stream()).toList())));
    }
    if (!refused.isEmpty()) {
      return Optional.of(new Reason(ReasonCode.SIGNATURE_NOT_COUNTED, String.join("; ", refused)));
    }
    return seen.signatures().unanswered()
        ? Optional.of(
            new Reason(
                ReasonCode.SIGNATURE_UNJUDGED,
                "what the signer may approve could not be asked of the API server; it is asked"
                    + " again"))
        : Optional.empty();
  }

  /** What a signer may do changes without any event. */
  static Optional<Instant> again(RequestObservation seen, Instant now) {
    if (seen.signatures().unanswered()) {
      return Optional.of(now.plus(SOON));
    }
    return seen.signatures().refused().isEmpty() ? Optional.empty() : Optional.of(now.plus(LATER));
  }

  private static RequestStep activate(
      Request request,
      Verdict.Permitted verdict,
      Offer offer,
      List<Approval> approvals,
      Instant now) {
    return new RequestStep.Activate(
        verdict.entitlement(),
        verdict.subjectUid(),
        approvals,
        offer.digest(),
        offer.guard(),
        new Window(now, now.plus(request.duration())));
  }

  static Optional<Reason> unproved(Guard guard) {
    return switch (guard) {
      case Guard.Live live -> Optional.empty();
      case Guard.Unproved(Reason reason) -> Optional.of(reason);
    };
  }
}
