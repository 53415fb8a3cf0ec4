package dev.leasehold.status;

import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.AccessRequestStatus;
import dev.leasehold.api.v1alpha1.Approval;
import dev.leasehold.api.v1alpha1.Decision;
import dev.leasehold.api.v1alpha1.Ending;
import dev.leasehold.api.v1alpha1.HistoryEntry;
import dev.leasehold.api.v1alpha1.HistoryEvent;
import dev.leasehold.api.v1alpha1.Offer;
import dev.leasehold.api.v1alpha1.RequestLimit;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.model.EndCause;
import dev.leasehold.model.ReasonCode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request's status being changed: it starts as what it was, and only what is set changes. */
final class RequestDraft {
  final Conditions conditions;
  @Nullable RequestPhase phase;
  @Nullable Offer offer;
  @Nullable RequestLimit limit;
  List<Decision> decision = List.of();
  List<Approval> approvals = List.of();
  @Nullable String record;
  @Nullable String grantedAt;
  @Nullable String expiresAt;
  @Nullable Ending ending;
  @Nullable String endedAt;
  List<HistoryEntry> history = List.of();
  private final @Nullable Long generation;
  private final Instant now;

  RequestDraft(AccessRequest request, Instant now) {
    AccessRequestStatus status = request.getStatus();
    this.now = now;
    this.generation = request.getMetadata().getGeneration();
    this.conditions =
        new Conditions(status == null ? List.of() : status.conditions(), generation, now);
    if (status != null) {
      phase = status.phase();
      offer = status.offer();
      limit = status.limit();
      decision = status.decision();
      approvals = status.approvals();
      record = status.record();
      grantedAt = status.grantedAt();
      expiresAt = status.expiresAt();
      ending = status.ending();
      endedAt = status.endedAt();
      history = status.history();
    }
  }

  /** Moves on to a phase, and writes that into the history if it is another. */
  void enter(RequestPhase next, String actor, @Nullable ReasonCode reason, String message) {
    if (phase != next) {
      history = History.with(history, now, next.name(), actor, reason, message);
    }
    phase = next;
  }

  void happened(HistoryEvent event, ReasonCode reason, String message) {
    happened(event, EndCause.OPERATOR, reason, message);
  }

  /** Somebody else than the operator did it. */
  void happened(HistoryEvent event, String actor, ReasonCode reason, String message) {
    history = History.with(history, now, event.name(), actor, reason, message);
  }

  AccessRequestStatus status() {
    ForTools.tell(this);
    return new AccessRequestStatus(
        conditions.list(),
        phase,
        offer,
        limit,
        decision,
        approvals,
        record,
        grantedAt,
        expiresAt,
        ending,
        endedAt,
        history,
        generation,
        settled());
  }

  /** Nothing more is to be done once it has ended and nobody has to review what was given. */
  private @Nullable Boolean settled() {
    boolean settled = endedAt != null && !conditions.isTrue(Conditions.REVIEW_REQUIRED);
    return settled ? true : null;
  }
}
