package dev.leasehold.lifecycle;

import dev.leasehold.lifecycle.RequestObservation.RecordView;
import dev.leasehold.model.EndCause;
import dev.leasehold.model.Freeze;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.Request;
import dev.leasehold.policy.Decision;
import dev.leasehold.policy.Narrowing;
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
    return Limiting.before(decide(seen, now), seen, now);
  }

  private static RequestStep decide(RequestObservation seen, Instant now) {
    if (seen.ended() && seen.record().filter(r -> mayChange(seen, r)).isEmpty()) {
      return new RequestStep.Rest();
    }
    if (seen.record().isPresent()) {
      return withRecord(seen, seen.record().get(), now);
    }
    Optional<EndCause> act = said(seen, now).or(() -> deleted(seen, now));
    if (act.isPresent()) {
      return close(act.get(), seen);
    }
    if (seen.freeze().isPresent()) {
      return frozen(seen, seen.freeze().get(), now);
    }
    // Who is not known to have asked is told that, since asking again is the remedy.
    if (seen.consumed() && seen.request().askers().attested()) {
      return close(EndCause.Kind.REJECTED, CONSUMED, now, seen);
    }
    return switch (seen.verdict()) {
      case Verdict.Refused refused ->
          Limiting.takenOff(seen, refused.reason())
              .orElseGet(() -> close(EndCause.Kind.REJECTED, refused.reason(), now, seen));
      case Verdict.Undecided undecided -> undecided(seen, undecided, now);
      case Verdict.Permitted permitted -> Deciding.next(seen, permitted, now);
    };
  }

  /** After the end nothing changes any more, except that a review may be owed and be given. */
  private static boolean mayChange(RequestObservation seen, RecordView record) {
    return seen.reviewShown() || record.owesReview();
  }

  /**
   * What is not on record yet, since nobody knows whether it was forged, refuses nothing for good.
   */
  private static RequestStep frozen(RequestObservation seen, Freeze freeze, Instant now) {
    Reason reason = freeze.refusal(seen.request().subject());
    return freeze.since().isPresent()
        ? new RequestStep.Close(
            EndCause.byRule(EndCause.Kind.REJECTED, reason, now),
            reason,
            Optional.of(new Verdict.Refused(reason, traced(seen, Decision.Result.REFUSES, reason))))
        : undecided(
            seen, new Verdict.Undecided(reason, traced(seen, Decision.Result.WAITS, reason)), now);
  }

  private static List<Decision> traced(
      RequestObservation seen, Decision.Result result, Reason reason) {
    Decision decision = new Decision("offboarding", result, reason.message());
    return Stream.concat(seen.verdict().trace().stream(), Stream.of(decision)).toList();
  }

  private static Optional<EndCause> said(RequestObservation seen, Instant now) {
    Request request = seen.request();
    return Acts.ending(request.ref(), request.askers().names(), seen.stamps(), now);
  }

  private static Optional<EndCause> saidLive(RequestObservation seen, Instant now) {
    Request request = seen.request();
    return Acts.endingLive(request.ref(), request.askers().names(), seen.stamps(), now);
  }

  private static Optional<EndCause> deleted(RequestObservation seen, Instant now) {
    return seen.terminating() ? Optional.of(Acts.deleted(now)) : Optional.empty();
  }

  private static RequestStep withRecord(RequestObservation seen, RecordView record, Instant now) {
    Optional<EndCause> ending =
        record.standing() == RecordView.Standing.CLOSED
            ? record.cause()
            : seen.ending()
                .or(() -> saidLive(seen, now))
                .or(() -> deleted(seen, now))
                .or(() -> seen.freeze().map(freeze -> freeze.cause(now)))
                .or(() -> tightened(seen, record, now));
    boolean live = ending.isEmpty() && record.standing() == RecordView.Standing.ACTIVE;
    return live && seen.verdict() instanceof Verdict.Permitted permitted
        ? Renewing.next(seen, record, permitted, now)
        : follow(seen, record, ending, new Outlook.Quiet(), Optional.empty());
  }

  static RequestStep follow(
      RequestObservation seen,
      RecordView record,
      Optional<EndCause> ending,
      Outlook renewal,
      Optional<Instant> wakeAt) {
    return new RequestStep.Follow(
        record,
        ending,
        seen.approvals(),
        renamed(seen, record),
        renewal,
        wakeAt,
        record.owesReview() ? Reviewing.unheard(seen) : List.of());
  }

  /**
   * A review quotes the digest that is shown when it is made. So that one made before there was
   * access, or under another guard, does not count, a new one is drawn then.
   */
  private static Optional<String> renamed(RequestObservation seen, RecordView record) {
    boolean shown =
        record.standing() == RecordView.Standing.ACTIVE
            || record.standing() == RecordView.Standing.CLOSED;
    return record.owesReview()
            && shown
            && seen.guard() instanceof Guard.Live(String fingerprint, var _)
        ? seen.offer()
            .filter(o -> o.digest().equals(record.accepted()) || !o.guard().equals(fingerprint))
            .map(o -> fingerprint)
        : Optional.empty();
  }

  /** Tightening acts at once on a live grant; what merely cannot be told does not. */
  private static Optional<EndCause> tightened(
      RequestObservation seen, RecordView record, Instant now) {
    return switch (seen.verdict()) {
      case Verdict.Refused refused ->
          Optional.of(EndCause.byRule(tightening(refused.reason()), refused.reason(), now));
      case Verdict.Undecided undecided -> Optional.empty();
      case Verdict.Permitted permitted ->
          Narrowing.of(permitted.entitlement(), record.granted())
              .map(why -> EndCause.byRule(EndCause.Kind.NO_LONGER_PERMITTED, why, now));
    };
  }

  private static EndCause.Kind tightening(Reason reason) {
    return switch (reason.code()) {
      case ENTITLEMENT_RETIRED -> EndCause.Kind.ENTITLEMENT_RETIRED;
      case NAMESPACE_TERMINATING -> EndCause.Kind.NAMESPACE_GONE;
      case CONFLICTING_ACCESS -> EndCause.Kind.CONFLICT;
      default -> EndCause.Kind.NO_LONGER_PERMITTED;
    };
  }

  private static RequestStep undecided(
      RequestObservation seen, Verdict.Undecided verdict, Instant now) {
    Instant patience = waitingSince(seen).plus(PATIENCE);
    if (!now.isBefore(patience)) {
      return close(EndCause.Kind.LAPSED, verdict.reason(), now, seen);
    }
    Optional<Instant> again =
        Recheck.next(verdict.reason(), seen.request().createdAt(), now)
            .filter(at -> at.isBefore(patience));
    return new RequestStep.Hold(verdict.reason(), verdict, again.or(() -> Optional.of(patience)));
  }

  /**
   * What is missing may come since the creation; where there was an offer, since people had to have
   * decided on it or its start has come, lest a moment's doubt ends what waits for something else.
   */
  private static Instant waitingSince(RequestObservation seen) {
    return Stream.concat(
            Stream.of(seen.request().createdAt()),
            seen.offer().stream()
                .flatMap(o -> Stream.concat(Stream.of(o.decideBy()), start(seen.request()))))
        .max(Instant::compareTo)
        .orElseThrow();
  }

  private static Stream<Instant> start(Request request) {
    return request.startAt().stream();
  }

  static RequestStep close(
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
          ReasonCode.ALREADY_CONSUMED,
          "this request was already answered once; to ask again, use another name, or delete it and"
              + " create it with another spec.requestId (Argo CD: Force=true,Replace=true; Flux:"
              + " force: enabled)");
}
