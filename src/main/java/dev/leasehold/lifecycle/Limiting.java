package dev.leasehold.lifecycle;

import dev.leasehold.lifecycle.RequestObservation.Offer;
import dev.leasehold.model.ApprovalPolicy;
import dev.leasehold.model.Extent;
import dev.leasehold.model.Extent.Limited;
import dev.leasehold.model.Limit;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.Request;
import dev.leasehold.model.Stamp;
import dev.leasehold.policy.Verdict;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * What comes of an approver's word that less is to be granted. It is heard before anything else is
 * decided, one word at a time in the order in which they were written, and each is answered once. A
 * limit makes another offer, so nothing that was accepted before counts for it.
 */
final class Limiting {
  private static final Reason TOO_LATE =
      new Reason(
          ReasonCode.LIMIT_TOO_LATE, "the request was decided already, or the time for it is over");

  private static final Reason OUTDATED =
      new Reason(
          ReasonCode.LIMIT_OUTDATED,
          "it was written for another offer than the current one; look at that and limit it");

  private static final Reason NOT_LESS =
      new Reason(
          ReasonCode.LIMIT_WITHOUT_EFFECT,
          "it must be shorter than what was asked, or name fewer of its targets (none, to take a"
              + " limit off)");

  private static final Reason HOLDS_ALREADY =
      new Reason(ReasonCode.LIMIT_WITHOUT_EFFECT, "that holds already");

  private static final Reason NO_PLACES =
      new Reason(
          ReasonCode.NO_PLACE_FOR_APPROVALS,
          "the places for approvals that are left do not suffice for another offer");

  private Limiting() {}

  /** What to do before this step, if somebody limited the request; else the step. */
  static RequestStep before(RequestStep step, RequestObservation seen, Instant now) {
    return next(seen).flatMap(stamp -> answer(stamp, step, seen, now)).orElse(step);
  }

  /** Takes a limit off because of which the request would be refused. */
  static Optional<RequestStep> takenOff(RequestObservation seen, Reason reason) {
    Extent extent = seen.request().extent();
    return extent
        .limited()
        .filter(limited -> reason.code() == ReasonCode.LIMIT_NOT_PERMITTED)
        .map(
            limited ->
                new RequestStep.AnswerLimit(
                    extent.heard(), limited.approver(), Optional.empty(), Optional.of(reason)));
  }

  private static Optional<Stamp> next(RequestObservation seen) {
    Request request = seen.request();
    return seen.stamps().stream()
        .filter(stamp -> stamp.act() == Stamp.Act.LIMIT)
        .filter(stamp -> stamp.uid().equals(request.ref().uid()))
        .filter(stamp -> stamp.slot() > request.extent().heard())
        .min(Comparator.comparingInt(Stamp::slot));
  }

  /**
   * Nothing that ends access waits for it, what may be forged waits for the guard, and what can be
   * offered just now is known only where it is permitted.
   */
  private static Optional<RequestStep> answer(
      Stamp stamp, RequestStep step, RequestObservation seen, Instant now) {
    return switch (step) {
      case RequestStep.Rest _, RequestStep.AnswerLimit _ -> Optional.empty();
      case RequestStep.Follow follow when follow.ending().isPresent() && seen.ending().isEmpty() ->
          Optional.empty();
      case RequestStep.Follow _,
          RequestStep.OfferRenewal _,
          RequestStep.Renew _,
          RequestStep.Close _ ->
          Optional.of(declined(stamp, seen, TOO_LATE));
      case RequestStep.Hold _, RequestStep.Publish _, RequestStep.Await _, RequestStep.Activate _ ->
          seen.guard() instanceof Guard.Live live
                  && seen.verdict() instanceof Verdict.Permitted permitted
              ? Optional.of(open(stamp, live, permitted.entitlement().approval(), seen, now))
              : Optional.empty();
    };
  }

  private static RequestStep open(
      Stamp stamp, Guard.Live guard, ApprovalPolicy policy, RequestObservation seen, Instant now) {
    Optional<Offer> offer = seen.offer();
    if (offer.filter(o -> !now.isBefore(deadline(o, policy, seen))).isPresent()) {
      return declined(stamp, seen, TOO_LATE);
    }
    boolean current =
        offer.filter(o -> o.digest().equals(stamp.offer())).isPresent()
            && !seen.outdated()
            && offer.filter(o -> o.guard().equals(guard.fingerprint())).isPresent();
    return current ? judged(stamp, policy, seen, now) : declined(stamp, seen, OUTDATED);
  }

  /** After it no other offer could be accepted any more. */
  private static Instant deadline(Offer offer, ApprovalPolicy policy, RequestObservation seen) {
    return Deciding.extended(offer, policy, seen.request());
  }

  private static RequestStep judged(
      Stamp stamp, ApprovalPolicy policy, RequestObservation seen, Instant now) {
    Optional<Limit.Written> written = Limit.read(stamp.text());
    Extent extent = seen.request().extent();
    if (written.map(Limit.Written::limit).equals(Optional.of(extent.limit()))) {
      return declined(stamp, seen, HOLDS_ALREADY);
    }
    if (!ApprovalPlaces.suffice(seen, Optional.empty(), policy)) {
      return declined(stamp, seen, NO_PLACES);
    }
    return written
        .filter(w -> w.limit().equals(Limit.NONE) || extent.isMoreThan(w.limit()))
        .<RequestStep>map(w -> taken(stamp, w, now))
        .orElseGet(() -> declined(stamp, seen, NOT_LESS));
  }

  private static RequestStep taken(Stamp stamp, Limit.Written written, Instant now) {
    Optional<Limited> limited =
        Optional.of(written.limit())
            .filter(limit -> !limit.equals(Limit.NONE))
            .map(limit -> new Limited(limit, stamp.user(), now, written.reason()));
    return new RequestStep.AnswerLimit(stamp.slot(), stamp.user(), limited, Optional.empty());
  }

  private static RequestStep declined(Stamp stamp, RequestObservation seen, Reason reason) {
    return new RequestStep.AnswerLimit(
        stamp.slot(), stamp.user(), seen.request().extent().limited(), Optional.of(reason));
  }
}
