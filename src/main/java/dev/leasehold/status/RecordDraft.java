package dev.leasehold.status;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRecordSpec;
import dev.leasehold.api.v1alpha1.AccessRecordStatus;
import dev.leasehold.api.v1alpha1.Accountability;
import dev.leasehold.api.v1alpha1.Delivered;
import dev.leasehold.api.v1alpha1.Ending;
import dev.leasehold.api.v1alpha1.EvidenceEntry;
import dev.leasehold.api.v1alpha1.Forgetting;
import dev.leasehold.api.v1alpha1.HistoryEntry;
import dev.leasehold.api.v1alpha1.HistoryEvent;
import dev.leasehold.api.v1alpha1.Offboarding;
import dev.leasehold.api.v1alpha1.Purged;
import dev.leasehold.api.v1alpha1.RecordPhase;
import dev.leasehold.api.v1alpha1.Repeated;
import dev.leasehold.api.v1alpha1.Review;
import dev.leasehold.api.v1alpha1.Sealed;
import dev.leasehold.api.v1alpha1.TargetStatus;
import dev.leasehold.model.EndCause;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A record's status being changed: it starts as what it was, and only what is set changes. */
final class RecordDraft {
  final Conditions conditions;
  @Nullable RecordPhase phase;
  List<TargetStatus> targets = List.of();
  @Nullable Ending ending;
  @Nullable String endedAt;
  List<HistoryEntry> history = List.of();
  List<EvidenceEntry> evidence = List.of();
  @Nullable Accountability accountability;
  @Nullable Delivered delivered;
  @Nullable String redelivered;
  @Nullable String retainUntil;
  @Nullable String keptSince;
  List<Forgetting> forgotten = List.of();
  @Nullable String reviewBy;
  List<Review> reviews = List.of();
  @Nullable Offboarding offboarding;
  @Nullable Sealed sealed;
  @Nullable Repeated refusals;
  @Nullable Purged purged;
  final AccessRecordSpec spec;

  private final @Nullable Long generation;
  private final Instant now;

  RecordDraft(AccessRecord record, Instant now) {
    AccessRecordStatus status = record.getStatus();
    this.now = now;
    this.spec = record.getSpec();
    this.generation = record.getMetadata().getGeneration();
    this.conditions =
        new Conditions(status == null ? List.of() : status.conditions(), generation, now);
    if (status != null) {
      phase = status.phase();
      targets = status.targets();
      ending = status.ending();
      endedAt = status.endedAt();
      history = status.history();
      evidence = status.evidence();
      accountability = status.accountability();
      delivered = status.delivered();
      redelivered = status.redelivered();
      retainUntil = status.retainUntil();
      keptSince = status.keptSince();
      reviewBy = status.reviewBy();
      reviews = status.reviews();
      forgotten = status.forgotten();
      offboarding = status.offboarding();
      sealed = status.sealed();
      refusals = status.refusals();
      purged = status.purged();
    }
    if (sealed == null) {
      sealed = Sealed.of(spec);
    }
  }

  /** The operator did it, for no other reason than that it does. */
  void happened(HistoryEvent event) {
    happened(event, EndCause.OPERATOR, null, "");
  }

  /** The operator did it for this reason. */
  void happened(HistoryEvent event, Reason reason) {
    happened(event, EndCause.OPERATOR, reason.code(), reason.message());
  }

  /** It comes of what ends the grant. */
  void happened(HistoryEvent event, EndCause cause) {
    happened(event, cause.actor(), Causes.code(cause.kind()), cause.message());
  }

  void happened(HistoryEvent event, String actor, @Nullable ReasonCode reason, String message) {
    history = History.with(history, now, event.name(), actor, reason, message);
  }

  /** The same, unless that is the latest of what happened. */
  void happenedOnce(HistoryEvent event, Reason reason) {
    if (history.isEmpty()
        || !History.is(history.getLast(), event, reason.code(), reason.message())) {
      happened(event, reason);
    }
  }

  AccessRecordStatus status() {
    ForTools.tell(this);
    return new AccessRecordStatus(
        phase,
        targets,
        ending,
        endedAt,
        conditions.list(),
        history,
        evidence,
        accountability,
        delivered,
        redelivered,
        retainUntil,
        keptSince,
        generation,
        reviewBy,
        reviews,
        forgotten,
        offboarding,
        sealed,
        refusals,
        purged,
        Settled.is(this, now) ? true : null);
  }
}
