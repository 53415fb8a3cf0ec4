package dev.leasehold.lifecycle;

import dev.leasehold.approval.Count;
import dev.leasehold.approval.Quorum;
import dev.leasehold.lifecycle.RequestObservation.Offer;
import dev.leasehold.lifecycle.RequestObservation.RecordView;
import dev.leasehold.model.Approval;
import dev.leasehold.model.ApprovalPolicy;
import dev.leasehold.model.EndCause;
import dev.leasehold.model.Reason;
import dev.leasehold.model.Request;
import dev.leasehold.model.Window;
import dev.leasehold.policy.Facts;
import dev.leasehold.policy.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Chooses the next step of a request; knows nothing but what it is handed. */
public final class RequestLifecycle {
  /** How long something that is missing may take to come (design.md §2). */
  public static final Duration PATIENCE = Duration.ofHours(24);

  private RequestLifecycle() {}

  /** The one next step at {@code now}. */
  public static RequestStep next(RequestObservation seen, Instant now) {
    if (seen.ended()) {
      return new RequestStep.Rest();
    }
    if (seen.record().isPresent()) {
      return withRecord(seen, seen.record().get(), now);
    }
    Optional<EndCause> act = Acts.ending(seen, now);
    if (act.isPresent()) {
      return close(act.get(), seen);
    }
    if (seen.consumed()) {
      return close(EndCause.Kind.REJECTED, CONSUMED, now, seen);
    }
    return switch (seen.verdict()) {
      case Verdict.Refused refused -> close(EndCause.Kind.REJECTED, refused.reason(), now, seen);
      case Verdict.Undecided undecided -> undecided(seen, undecided, now);
      case Verdict.Permitted permitted -> permitted(seen, permitted, now);
    };
  }

  private static RequestStep withRecord(RequestObservation seen, RecordView record, Instant now) {
    Optional<EndCause> ending =
        record.standing() == RecordView.Standing.CLOSED
            ? record.cause()
            : seen.ending().or(() -> Acts.ending(seen, now)).or(() -> tightened(seen, now));
    return new RequestStep.Follow(record, ending, seen.approvals());
  }

  /** Tightening acts at once on a live grant; what merely cannot be told does not. */
  private static Optional<EndCause> tightened(RequestObservation seen, Instant now) {
    return switch (seen.verdict()) {
      case Verdict.Refused refused ->
          Optional.of(EndCause.byRule(tightening(refused.reason()), refused.reason(), now));
      case Verdict.Undecided undecided -> Optional.empty();
      case Verdict.Permitted permitted -> Optional.empty();
    };
  }

  private static EndCause.Kind tightening(Reason reason) {
    return switch (reason.code()) {
      case Facts.RETIRED -> EndCause.Kind.ENTITLEMENT_RETIRED;
      case Facts.TERMINATING -> EndCause.Kind.NAMESPACE_GONE;
      default -> EndCause.Kind.NO_LONGER_PERMITTED;
    };
  }

  private static RequestStep undecided(
      RequestObservation seen, Verdict.Undecided verdict, Instant now) {
    Instant patience = seen.request().createdAt().plus(PATIENCE);
    if (!now.isBefore(patience)) {
      return close(EndCause.Kind.LAPSED, verdict.reason(), now, seen);
    }
    return new RequestStep.Hold(verdict.reason(), verdict, Optional.of(patience));
  }

  private static RequestStep permitted(
      RequestObservation seen, Verdict.Permitted verdict, Instant now) {
    ApprovalPolicy policy = verdict.entitlement().approval();
    Instant decideBy = decideBy(seen.request(), policy);
    if (!now.isBefore(decideBy)) {
      return close(EndCause.Kind.LAPSED, UNDECIDED, now, seen);
    }
    Optional<Reason> obstacle = unproved(seen.guard());
    boolean current = seen.offer().filter(o -> o.guard().equals(fingerprint(seen, o))).isPresent();
    if (!current) {
      return obstacle
          .<RequestStep>map(why -> new RequestStep.Hold(why, verdict, Optional.of(decideBy)))
          .orElseGet(() -> publish(seen, verdict, decideBy));
    }
    return offered(seen, verdict, seen.offer().get(), obstacle, now);
  }

  private static RequestStep publish(
      RequestObservation seen, Verdict.Permitted verdict, Instant decideBy) {
    String guard = ((Guard.Live) seen.guard()).fingerprint();
    return new RequestStep.Publish(
        verdict.entitlement(),
        verdict.subjectUid(),
        guard,
        decideBy,
        verdict,
        Optional.of(decideBy));
  }

  /** While the guard is unproved the offer stays as it is: what it was may be so again. */
  private static String fingerprint(RequestObservation seen, Offer offer) {
    return switch (seen.guard()) {
      case Guard.Live(String fingerprint) -> fingerprint;
      case Guard.Unproved(Reason ignored) -> offer.guard();
    };
  }

  private static RequestStep offered(
      RequestObservation seen,
      Verdict.Permitted verdict,
      Offer offer,
      Optional<Reason> obstacle,
      Instant now) {
    ApprovalPolicy policy = verdict.entitlement().approval();
    List<Approval> approvals =
        obstacle.isPresent() ? seen.approvals() : Acts.latch(seen, offer, now);
    Count count = Quorum.count(policy, seen.request(), offer.digest(), approvals, now);
    boolean early = seen.request().startAt().filter(now::isBefore).isPresent();
    if (count.satisfied() && obstacle.isEmpty() && !early) {
      Instant start = seen.request().startFrom(now);
      Window window = new Window(start, start.plus(seen.request().duration()));
      return new RequestStep.Activate(
          verdict.entitlement(),
          verdict.subjectUid(),
          approvals,
          offer.digest(),
          offer.guard(),
          window);
    }
    Optional<Instant> wake =
        Stream.of(
                Optional.of(offer.decideBy()),
                Quorum.lapses(policy, seen.request(), offer.digest(), approvals, now),
                early ? seen.request().startAt() : Optional.<Instant>empty())
            .flatMap(Optional::stream)
            .min(Instant::compareTo);
    return new RequestStep.Await(
        approvals, count, obstacle, early && count.satisfied(), verdict, wake);
  }

  /**
   * Waiting for people is counted from the creation, not from the offer, so that a new offer does
   * not move it; a request that was approved for later is given until its start.
   */
  private static Instant decideBy(Request request, ApprovalPolicy policy) {
    Instant usual = request.createdAt().plus(policy.decideWithin());
    return request
        .startAt()
        .map(s -> s.plus(policy.validFor()))
        .filter(usual::isBefore)
        .orElse(usual);
  }

  private static Optional<Reason> unproved(Guard guard) {
    return switch (guard) {
      case Guard.Live live -> Optional.empty();
      case Guard.Unproved(Reason reason) -> Optional.of(reason);
    };
  }

  private static RequestStep close(
      EndCause.Kind kind, Reason reason, Instant now, RequestObservation seen) {
    return new RequestStep.Close(
        EndCause.byRule(kind, reason, now), reason, Optional.of(seen.verdict()));
  }

  private static RequestStep close(EndCause cause, RequestObservation seen) {
    Reason reason = new Reason(cause.kind().phase(), cause.message());
    return new RequestStep.Close(cause, reason, Optional.of(seen.verdict()));
  }

  private static final Reason CONSUMED =
      new Reason(
          "AlreadyConsumed",
          "this request was already answered once; to ask again, use another name, or delete it and"
              + " create it with another spec.requestId (Argo CD: Force=true,Replace=true; Flux:"
              + " force: enabled)");

  private static final Reason UNDECIDED =
      new Reason(
          "NotDecidedInTime",
          "nobody decided in time; to ask again, use another name, or delete it and create it with"
              + " another spec.requestId");
}
