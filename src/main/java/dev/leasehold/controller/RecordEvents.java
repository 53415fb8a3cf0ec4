package dev.leasehold.controller;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRecordSpec;
import dev.leasehold.api.v1alpha1.RecordedTarget;
import dev.leasehold.api.v1alpha1.ReviewSpec;
import dev.leasehold.evidence.Event;
import dev.leasehold.evidence.EventKind;
import dev.leasehold.evidence.Facts;
import dev.leasehold.model.Approval;
import dev.leasehold.model.ApprovalPolicy;
import dev.leasehold.model.CredentialFacts;
import dev.leasehold.model.Durations;
import dev.leasehold.model.EndCause;
import dev.leasehold.model.Entitlement;
import dev.leasehold.model.EntitlementRef;
import dev.leasehold.model.Holdings;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.Redelivery;
import dev.leasehold.model.Request;
import dev.leasehold.model.Review;
import dev.leasehold.model.Subject;
import dev.leasehold.model.Window;
import dev.leasehold.observe.ApprovalReader;
import dev.leasehold.observe.RecordReader;
import dev.leasehold.status.Causes;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What requests and records say, as events for the evidence log. The first entry of a life says
 * everything; those that follow say what is new.
 */
final class RecordEvents {
  private RecordEvents() {}

  static Event of(EventKind kind, AccessRecord record, Facts facts, Instant now) {
    return new Event(
        kind,
        now,
        RecordReader.request(record),
        record.getSpec().request().specDigest(),
        facts,
        false);
  }

  static Event of(EventKind kind, Request request, Facts facts, Instant now) {
    return new Event(kind, now, request.ref(), request.specDigest(), facts, false);
  }

  /** Who asked for what, for whom and why. */
  static Facts asked(AccessRecord record) {
    AccessRecordSpec spec = record.getSpec();
    return Facts.none()
        .entitlement(new EntitlementRef(spec.entitlement().catalog(), spec.entitlement().name()))
        .subject(new Subject(spec.subject().namespace(), spec.subject().serviceAccountName()))
        .asked(spec.requester().name(), spec.applier())
        .explained(spec.justification(), spec.ticket())
        .emergency(spec.emergency());
  }

  /** The same of a request of which there is no record yet. */
  static Facts asked(Request request) {
    return Facts.none()
        .entitlement(request.entitlement())
        .subject(request.subject())
        .asked(request.requester(), request.applier())
        .explained(request.justification(), request.ticket())
        .emergency(request.emergency());
  }

  /** Everything that was decided. */
  static Facts granted(AccessRecord record) {
    Facts facts =
        asked(record)
            .window(RecordReader.window(record))
            .targets(targets(record))
            .approvals(ApprovalReader.of(record.getSpec().approvals()));
    ReviewSpec review = record.getSpec().review();
    return review == null ? facts : facts.reviewWithin(Durations.parse(review.within()));
  }

  /** What people may accept, or what nobody has to accept. */
  static Facts offered(Request request, Entitlement entitlement, String digest) {
    return asked(request)
        .offer(digest)
        .approvalNeeded(entitlement.approval().mode() == ApprovalPolicy.Mode.REQUIRED);
  }

  /** What there is to be access to, and for how long. */
  static Facts access(AccessRecord record) {
    return Facts.none().window(RecordReader.window(record)).targets(targets(record));
  }

  /** Access is to last until then. */
  static Facts prolonged(AccessRecord record, List<Approval> approvals, Instant end) {
    Window before = RecordReader.window(record);
    return asked(record)
        .window(new Window(before.start(), end))
        .targets(targets(record))
        .approvals(approvals);
  }

  /** What was handed out, and whether all before it was ended. */
  static Facts handedOut(Map<String, Holdings> holdings, Optional<Redelivery> wish) {
    Map<String, CredentialFacts> credentials = new HashMap<>();
    holdings.forEach(
        (target, held) -> held.current().ifPresent(facts -> credentials.put(target, facts)));
    Facts facts = Facts.none().credentials(credentials);
    return Redelivery.isLeak(wish) ? facts.leaked() : facts;
  }

  private static List<String> targets(AccessRecord record) {
    return record.getSpec().targets().stream().map(RecordedTarget::name).toList();
  }

  /** That nothing came of it, for this cause. */
  static EventKind refusal(EndCause cause) {
    return switch (Causes.refusal(cause.kind())) {
      case Denied -> EventKind.DENIED;
      case Withdrawn -> EventKind.WITHDRAWN;
      case Lapsed, Rejected, Granted, Offboarded -> EventKind.REFUSED;
    };
  }

  /** What was asked for, why nothing came of it, and who had accepted it until then. */
  static Facts refused(AccessRecord record, EndCause cause) {
    return because(asked(record), cause).approvals(ApprovalReader.of(record.getSpec().approvals()));
  }

  /** What somebody said of it afterwards. */
  static Facts reviewed(Review review) {
    return Facts.none()
        .by(review.reviewer())
        .reason(
            switch (review.verdict()) {
              case KEEP -> new Reason(ReasonCode.KEEP, "");
              case REVOKE -> new Reason(ReasonCode.REVOKED, "");
            });
  }

  /** Why something ends, and through whom. */
  static Facts because(EndCause cause) {
    return because(Facts.none(), cause);
  }

  private static Facts because(Facts known, EndCause cause) {
    Facts facts = known.reason(new Reason(Causes.code(cause.kind()), cause.message()));
    return cause.actor().equals(EndCause.OPERATOR) ? facts : facts.by(cause.actor());
  }
}
