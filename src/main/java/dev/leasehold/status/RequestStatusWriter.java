package dev.leasehold.status;

import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.AccessRequestStatus;
import dev.leasehold.api.v1alpha1.ApprovalMethod;
import dev.leasehold.api.v1alpha1.Decision;
import dev.leasehold.api.v1alpha1.DecisionResult;
import dev.leasehold.api.v1alpha1.Offer;
import dev.leasehold.api.v1alpha1.OfferApproval;
import dev.leasehold.api.v1alpha1.PlainLine;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.approval.Count;
import dev.leasehold.lifecycle.RequestStep;
import dev.leasehold.model.Approval;
import dev.leasehold.model.EndCause;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.policy.HeldRole;
import dev.leasehold.policy.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says in a request's status what its next step means, while no record exists yet. */
public final class RequestStatusWriter {
  private static final int MESSAGE = 256;
  private static final String SEE = "; see status.offer.approveCommand";

  private RequestStatusWriter() {}

  /** Something is missing that may still come. */
  public static AccessRequestStatus hold(
      AccessRequest request, RequestStep.Hold step, Instant now) {
    RequestDraft draft = judged(request, step.verdict(), now);
    Reason reason = step.reason();
    if (step.verdict() instanceof Verdict.Permitted) {
      draft.conditions.isFalse(Conditions.APPROVED, reason.code(), reason.message());
    } else {
      draft.conditions.isFalse(Conditions.ACCEPTED, reason.code(), reason.message());
    }
    draft.conditions.isFalse(Conditions.READY, reason.code(), reason.message());
    draft.enter(RequestPhase.Pending, EndCause.OPERATOR, reason.code(), reason.message());
    return draft.status();
  }

  /** More is asked than is decided at once; it is decided later. */
  public static AccessRequestStatus limited(AccessRequest request, Reason reason, Instant now) {
    RequestDraft draft = new RequestDraft(request, now);
    draft.conditions.isFalse(Conditions.ACCEPTED, reason.code(), reason.message());
    draft.conditions.isFalse(Conditions.READY, reason.code(), reason.message());
    draft.enter(RequestPhase.Pending, EndCause.OPERATOR, reason.code(), "");
    return draft.status();
  }

  /**
   * What would be granted is told; approvals for what was offered before are gone.
   *
   * @param holdings what the subject holds at this moment, which is shown and no part of the digest
   */
  public static AccessRequestStatus publish(
      AccessRequest request,
      RequestStep.Publish step,
      List<HeldRole> holdings,
      String digest,
      String nonce,
      Instant now) {
    RequestDraft draft = judged(request, step.verdict(), now);
    draft.offer = Offers.offer(request, step, holdings, digest, nonce, now);
    draft.approvals = List.of();
    step.caution()
        .ifPresent(
            why -> draft.conditions.isFalse(Conditions.APPLIER_PROVED, why.code(), why.message()));
    String missing = missing(draft.offer);
    draft.conditions.isFalse(Conditions.APPROVED, ReasonCode.AWAITING_APPROVAL, missing);
    draft.conditions.isFalse(Conditions.READY, ReasonCode.AWAITING_APPROVAL, missing);
    draft.phase = null;
    draft.enter(
        RequestPhase.AwaitingApproval, EndCause.OPERATOR, ReasonCode.OFFERED, "offer " + digest);
    return draft.status();
  }

  /** Approvals are latched and counted. */
  public static AccessRequestStatus await(
      AccessRequest request, RequestStep.Await step, Instant now) {
    RequestDraft draft = judged(request, step.verdict(), now);
    if (draft.offer != null) {
      draft.offer = counted(draft.offer, step.count());
      draft.approvals = approvals(step.approvals(), draft.offer.digest());
    }
    Reason standing = standing(step, draft.offer);
    Reason reason = step.obstacle().map(why -> besides(why, standing)).orElse(standing);
    if (step.scheduled() && step.obstacle().isEmpty()) {
      draft.conditions.isTrue(Conditions.APPROVED, ReasonCode.APPROVED, reason.message());
      draft.enter(RequestPhase.Scheduled, EndCause.OPERATOR, ReasonCode.APPROVED, reason.message());
    } else {
      draft.conditions.isFalse(Conditions.APPROVED, reason.code(), reason.message());
      draft.enter(RequestPhase.AwaitingApproval, EndCause.OPERATOR, reason.code(), "");
    }
    draft.conditions.isFalse(Conditions.READY, reason.code(), reason.message());
    return draft.status();
  }

  /**
   * It ends without ever having given access.
   *
   * @param record its name; null where nobody is known to have asked
   */
  public static AccessRequestStatus close(
      AccessRequest request, RequestStep.Close step, @Nullable String record, Instant now) {
    RequestDraft draft = closing(request, step, now);
    EndCause cause = step.cause();
    draft.conditions.isFalse(Conditions.READY, step.reason().code(), Causes.said(cause));
    draft.record = record;
    draft.ending = draft.ending == null ? Causes.ending(cause) : draft.ending;
    draft.endedAt = Times.exact(now);
    return draft.status();
  }

  /** The same, but it is not on record, so that it is not final yet. */
  public static AccessRequestStatus unrecorded(
      AccessRequest request, RequestStep.Close step, Reason why, Instant now) {
    RequestDraft draft = closing(request, step, now);
    draft.conditions.isFalse(Conditions.READY, why.code(), why.message());
    return draft.status();
  }

  private static RequestDraft closing(AccessRequest request, RequestStep.Close step, Instant now) {
    RequestDraft draft = new RequestDraft(request, now);
    step.verdict().ifPresent(verdict -> draft.decision = decision(verdict.trace()));
    EndCause cause = step.cause();
    Reason reason = step.reason();
    if (cause.kind() == EndCause.Kind.REJECTED) {
      draft.conditions.isFalse(Conditions.ACCEPTED, reason.code(), reason.message());
    }
    if (cause.kind() != EndCause.Kind.REJECTED || draft.conditions.has(Conditions.APPROVED)) {
      draft.conditions.isFalse(Conditions.APPROVED, reason.code(), Causes.said(cause));
    }
    draft.enter(Causes.phase(cause), cause.actor(), reason.code(), cause.message());
    return draft;
  }

  /** The API server refuses what would have to be written before anything else can be done. */
  public static AccessRequestStatus untaken(AccessRequest request, Reason why, Instant now) {
    RequestDraft draft = new RequestDraft(request, now);
    draft.conditions.isFalse(Conditions.READY, why.code(), why.message());
    if (draft.phase == null) {
      draft.enter(RequestPhase.Pending, EndCause.OPERATOR, why.code(), why.message());
    }
    return draft.status();
  }

  /** An end that an earlier version wrote down, with what this one says besides. */
  public static AccessRequestStatus settled(AccessRequest request, Instant now) {
    return new RequestDraft(request, now).status();
  }

  private static RequestDraft judged(AccessRequest request, Verdict verdict, Instant now) {
    RequestDraft draft = new RequestDraft(request, now);
    draft.decision = decision(verdict.trace());
    if (verdict instanceof Verdict.Permitted) {
      draft.conditions.isTrue(
          Conditions.ACCEPTED, ReasonCode.PERMITTED, "well formed and permitted by policy");
    }
    return draft;
  }

  static List<Decision> decision(List<dev.leasehold.policy.Decision> trace) {
    return trace.stream()
        .map(
            line ->
                new Decision(
                    line.rule(),
                    switch (line.result()) {
                      case HOLDS -> DecisionResult.Holds;
                      case REFUSES -> DecisionResult.Refuses;
                      case WAITS -> DecisionResult.Waits;
                    },
                    line.message().isEmpty() ? null : PlainLine.of(line.message(), MESSAGE)))
        .toList();
  }

  static List<dev.leasehold.api.v1alpha1.Approval> approvals(
      List<Approval> approvals, String offer) {
    return approvals.stream()
        .filter(approval -> approval.offer().equals(offer))
        .map(
            approval ->
                new dev.leasehold.api.v1alpha1.Approval(
                    approval.approver(),
                    approval.roles().stream().sorted().toList(),
                    approval.offer(),
                    Times.exact(approval.at()),
                    switch (approval.method()) {
                      case ANNOTATION -> ApprovalMethod.Annotation;
                      case SIGNATURE -> ApprovalMethod.Signature;
                    }))
        .toList();
  }

  static Offer counted(Offer offer, Count count) {
    return Offers.with(
        offer,
        count.seats().stream()
            .map(seats -> new OfferApproval(seats.role(), seats.needed(), seats.given()))
            .toList());
  }

  /** What does not count must not hide what is waited for. */
  private static Reason besides(Reason obstacle, Reason standing) {
    return new Reason(obstacle.code(), obstacle.message() + "; " + standing.message());
  }

  private static Reason standing(RequestStep.Await step, @Nullable Offer offer) {
    if (step.scheduled()) {
      return new Reason(ReasonCode.SCHEDULED, "approved; waits for spec.startAt");
    }
    if (offer == null) {
      return new Reason(ReasonCode.AWAITING_APPROVAL, "waits for approvers");
    }
    return new Reason(
        ReasonCode.AWAITING_APPROVAL,
        step.count()
            .because()
            .filter(why -> step.count().more() > open(step.count()))
            .map(why -> oneMore(offer, why))
            .orElseGet(() -> missing(offer)));
  }

  private static String oneMore(Offer offer, String why) {
    return "waits for one more approver: "
        + places(offer)
        + ", but two different people have to approve, since "
        + why
        + SEE;
  }

  /** Seats that nobody has taken yet. */
  private static int open(Count count) {
    return count.seats().stream().mapToInt(s -> s.needed() - s.given()).sum();
  }

  static String missing(Offer offer) {
    if (offer.approvals().isEmpty()) {
      return "nobody has to approve it";
    }
    return "waits for approvers: " + places(offer) + SEE;
  }

  private static String places(Offer offer) {
    return offer.approvals().stream()
        .map(a -> a.role() + " " + a.given() + " of " + a.needed())
        .collect(Collectors.joining(", "));
  }
}
