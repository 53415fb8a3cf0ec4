package dev.leasehold.status;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRecordStatus;
import dev.leasehold.api.v1alpha1.Delivered;
import dev.leasehold.api.v1alpha1.Forgetting;
import dev.leasehold.api.v1alpha1.HistoryEvent;
import dev.leasehold.api.v1alpha1.PlainLine;
import dev.leasehold.api.v1alpha1.Purged;
import dev.leasehold.api.v1alpha1.RecordPhase;
import dev.leasehold.api.v1alpha1.Repeated;
import dev.leasehold.api.v1alpha1.TargetState;
import dev.leasehold.api.v1alpha1.TargetStatus;
import dev.leasehold.model.EndCause;
import dev.leasehold.model.Grant;
import dev.leasehold.model.Holdings;
import dev.leasehold.model.ObjectRef;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.Redelivery;
import dev.leasehold.model.Review;
import dev.leasehold.model.Stamp;
import dev.leasehold.model.Target;
import dev.leasehold.model.VaultHold;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Says in a record's status what exists of the grant, what is gone, and how that is known. */
public final class RecordStatusWriter {
  static final String TAKEN_BACK = "access is being taken back";
  private static final int PROOF = 1024;

  private RecordStatusWriter() {}

  /** Everything exists: access can be used now. */
  public static AccessRecordStatus provided(
      AccessRecord record,
      Grant grant,
      Map<String, Holdings> holdings,
      Optional<ObjectRef> delivered,
      Optional<Redelivery> redelivered,
      Instant now) {
    RecordDraft draft = new RecordDraft(record, now);
    boolean first = draft.phase != RecordPhase.Active;
    draft.phase = RecordPhase.Active;
    draft.targets =
        grant.targets().stream()
            .map(t -> TargetStatuses.provisioned(record, t, holdings.get(t.name()), now))
            .toList();
    draft.accountability = AccountabilityWriter.given(record.getSpec(), now);
    delivered.ifPresent(d -> draft.delivered = new Delivered(d.namespace(), d.name(), d.uid()));
    draft.conditions.isTrue(Conditions.READY, ReasonCode.ACTIVE, "access can be used");
    draft.conditions.isFalse(Conditions.ACCESS_REMOVED, ReasonCode.ACTIVE, "access can be used");
    delivered(draft);
    if (first) {
      ReviewWriter.begun(draft, record.getSpec());
    }
    DeliveryNote.add(draft, grant, first, redelivered);
    return draft.status();
  }

  /** What Vault holds from now on, written down before it is of use to anybody. */
  public static AccessRecordStatus noted(
      AccessRecord record, Target target, VaultHold hold, Instant now) {
    RecordDraft draft = new RecordDraft(record, now);
    draft.phase = draft.phase == null ? RecordPhase.Activating : draft.phase;
    draft.targets = TargetStatuses.noted(draft.targets, target, hold);
    return draft.status();
  }

  /** Why access could not be provided yet; it is tried again. */
  public static AccessRecordStatus troubled(AccessRecord record, Reason reason, Instant now) {
    RecordDraft draft = new RecordDraft(record, now);
    draft.phase = draft.phase == null ? RecordPhase.Activating : draft.phase;
    draft.conditions.isFalse(Conditions.READY, reason.code(), reason.message());
    return draft.status();
  }

  /**
   * Somebody changed what was handed out, and it is being put back. Said once, also where that has
   * to be tried again.
   */
  public static AccessRecordStatus repaired(AccessRecord record, Reason reason, Instant now) {
    RecordDraft draft = new RecordDraft(record, now);
    draft.conditions.isTrue(Conditions.EXTERNALLY_MODIFIED, reason.code(), reason.message());
    draft.happenedOnce(HistoryEvent.Repaired, reason);
    return draft.status();
  }

  /**
   * It cannot be put back yet; it is tried again.
   *
   * @param drift what somebody changed
   */
  public static AccessRecordStatus unrepaired(
      AccessRecord record, Reason drift, Reason reason, Instant now) {
    RecordDraft draft = new RecordDraft(record, now);
    draft.conditions.isTrue(Conditions.EXTERNALLY_MODIFIED, drift.code(), drift.message());
    draft.conditions.isFalse(
        Conditions.READY,
        reason.code(),
        drift.message() + " Not put back yet: " + reason.message());
    return draft.status();
  }

  /** Somebody changed the record itself, which changes nothing of what was decided. */
  public static AccessRecordStatus accused(AccessRecord record, Reason reason, Instant now) {
    RecordDraft draft = new RecordDraft(record, now);
    draft.conditions.isTrue(Conditions.EXTERNALLY_MODIFIED, reason.code(), reason.message());
    draft.happened(HistoryEvent.RecordAltered, reason);
    return draft.status();
  }

  /** A wish for fresh credentials that cannot be fulfilled is answered once. */
  public static AccessRecordStatus declined(
      AccessRecord record, String wish, Reason reason, Instant now) {
    RecordDraft draft = new RecordDraft(record, now);
    draft.redelivered = wish;
    draft.happened(HistoryEvent.RedeliverDeclined, reason);
    return draft.status();
  }

  /** Fresh credentials come later than they were asked for, or none are to come any more. */
  public static AccessRecordStatus delayed(
      AccessRecord record, Optional<Reason> reason, Instant now) {
    RecordDraft draft = new RecordDraft(record, now);
    reason.ifPresentOrElse(
        why ->
            draft.conditions.isFalse(
                Conditions.CREDENTIALS_DELIVERED, why.code(), PlainLine.of(why.message(), PROOF)),
        () -> {
          delivered(draft);
          draft.conditions.isTrue(Conditions.READY, ReasonCode.ACTIVE, "access can be used");
        });
    return draft.status();
  }

  /** Fresh credentials could not be had or delivered; it is tried again. */
  public static AccessRecordStatus undelivered(AccessRecord record, Reason reason, Instant now) {
    String message = "fresh credentials could not be delivered yet: " + reason.message();
    return delayed(record, Optional.of(new Reason(reason.code(), message)), now);
  }

  private static void delivered(RecordDraft draft) {
    if (draft.conditions.has(Conditions.CREDENTIALS_DELIVERED)) {
      draft.conditions.isTrue(
          Conditions.CREDENTIALS_DELIVERED,
          ReasonCode.DELIVERED,
          "the Secret has the newest credentials");
    }
  }

  /** A transfer of accountability has ended: it is with the catalog's owner again. */
  public static AccessRecordStatus handedBack(AccessRecord record, Instant now) {
    RecordDraft draft = new RecordDraft(record, now);
    draft.accountability = AccountabilityWriter.given(record.getSpec(), now);
    draft.happened(
        HistoryEvent.AccountabilityReturned, EndCause.OPERATOR, ReasonCode.TRANSFER_ENDED, "");
    return draft.status();
  }

  /** Why it ends, written down before it does. */
  public static AccessRecordStatus ending(
      AccessRecord record, EndCause cause, List<Review> reviews, Instant now) {
    RecordDraft draft = new RecordDraft(record, now);
    if (!reviews.isEmpty()) {
      ReviewWriter.said(draft, reviews);
    }
    end(draft, cause);
    return draft.status();
  }

  /** Something may be left; it is tried again for ever. */
  public static AccessRecordStatus unproved(
      AccessRecord record, EndCause cause, Reason reason, Instant now) {
    RecordDraft draft = new RecordDraft(record, now);
    end(draft, cause);
    failed(draft, reason);
    return draft.status();
  }

  /** A read showed that nothing is left. */
  public static AccessRecordStatus ended(
      AccessRecord record, Grant grant, EndCause cause, Map<String, String> proofs, Instant now) {
    RecordDraft draft = new RecordDraft(record, now);
    end(draft, cause);
    draft.phase = RecordPhase.Ended;
    draft.endedAt = Times.exact(now);
    List<TargetStatus> removed = new ArrayList<>();
    for (Target target : grant.targets()) {
      String proof = PlainLine.of(proofs.getOrDefault(target.name(), ""), PROOF);
      removed.add(TargetStatuses.removed(record, target, proof, now));
    }
    draft.targets = List.copyOf(removed);
    draft.accountability = AccountabilityWriter.given(record.getSpec(), now);
    draft.conditions.isTrue(
        Conditions.ACCESS_REMOVED, ReasonCode.PROVED, "a read showed nothing left");
    draft.conditions.clear(
        Conditions.REVOCATION_FAILED, ReasonCode.PROVED, "a read showed nothing left");
    ReviewWriter.ended(draft, record.getSpec());
    draft.happened(HistoryEvent.Ended, cause);
    return draft.status();
  }

  /**
   * What was proved gone had come back, and was taken back again.
   *
   * @param left what is still there of it
   */
  public static AccessRecordStatus revived(
      AccessRecord record, Optional<Reason> left, Instant now) {
    RecordDraft draft = new RecordDraft(record, now);
    left.ifPresentOrElse(
        why -> failed(draft, why),
        () -> {
          draft.conditions.clear(
              Conditions.REVOCATION_FAILED, ReasonCode.PROVED, "a read showed nothing left");
          draft.happened(
              HistoryEvent.RevokedAgain,
              EndCause.OPERATOR,
              ReasonCode.CAME_BACK,
              "another system had it again and it was revoked");
        });
    return draft.status();
  }

  /** The history has it once, however often it is tried, and still when it has come right. */
  private static void failed(RecordDraft draft, Reason why) {
    if (!draft.conditions.isTrue(Conditions.REVOCATION_FAILED)) {
      draft.happened(HistoryEvent.RevocationFailed, why);
    }
    draft.conditions.isTrue(Conditions.REVOCATION_FAILED, why.code(), why.message());
  }

  /** Two people closed it without proof; it says so for ever. */
  public static AccessRecordStatus forgotten(
      AccessRecord record, EndCause cause, Reason left, List<Stamp> people, Instant now) {
    RecordDraft draft = new RecordDraft(record, now);
    end(draft, cause);
    draft.phase = RecordPhase.Forgotten;
    draft.endedAt = Times.exact(now);
    draft.forgotten = forgetting(people, now);
    String message = "closed without proof; what was left: " + left.message();
    draft.conditions.isFalse(Conditions.ACCESS_REMOVED, ReasonCode.FORGOTTEN, message);
    draft.conditions.isTrue(Conditions.REVOCATION_FAILED, ReasonCode.FORGOTTEN, message);
    String who = String.join(", ", people.stream().map(Stamp::user).toList());
    draft.happened(HistoryEvent.Forgotten, who, left.code(), message);
    return draft.status();
  }

  static List<Forgetting> forgetting(List<Stamp> people, Instant now) {
    return people.stream()
        .map(p -> new Forgetting(p.user(), PlainLine.of(p.text(), PROOF), Times.seconds(now)))
        .toList();
  }

  /** Nothing was ever granted. */
  public static AccessRecordStatus refused(AccessRecord record, EndCause cause, Instant now) {
    RecordDraft draft = new RecordDraft(record, now);
    draft.phase = RecordPhase.Refused;
    draft.ending = Causes.ending(cause);
    draft.endedAt = Times.exact(now);
    draft.accountability = AccountabilityWriter.refused(record.getSpec(), cause.actor(), now);
    draft.happened(HistoryEvent.Refused, cause);
    return draft.status();
  }

  /** The same was refused once more, of which this record tells too. */
  public static AccessRecordStatus refusedAgain(AccessRecord record, Instant now) {
    RecordDraft draft = new RecordDraft(record, now);
    int before = draft.refusals == null ? 0 : draft.refusals.count();
    draft.refusals = new Repeated(before + 1, Times.seconds(now));
    return draft.status();
  }

  /**
   * Two people had it removed before its time. It stays and says so, for as long as what was
   * granted; that is counted anew.
   */
  public static AccessRecordStatus purged(AccessRecord record, List<Stamp> people, Instant now) {
    RecordDraft draft = new RecordDraft(record, now);
    draft.purged = new Purged(1, requests(record), forgetting(people, now), Times.seconds(now));
    draft.keptSince = null;
    draft.retainUntil = null;
    if (draft.conditions.has(Conditions.PURGE_COUNTED)) {
      draft.conditions.isTrue(
          Conditions.PURGE_COUNTED, ReasonCode.PURGED, "two people asked for it");
    }
    return draft.status();
  }

  /** Who asked for a purge and does not count would wait for what never comes. */
  public static AccessRecordStatus uncounted(AccessRecord record, Reason reason, Instant now) {
    RecordDraft draft = new RecordDraft(record, now);
    draft.conditions.isFalse(Conditions.PURGE_COUNTED, reason.code(), reason.message());
    return draft.status();
  }

  /** The same people had another one removed for the same reasons, of which this one tells too. */
  public static AccessRecordStatus purgedToo(
      AccessRecord record, AccessRecord removed, Instant now) {
    RecordDraft draft = new RecordDraft(record, now);
    Purged before = Objects.requireNonNull(draft.purged);
    draft.purged =
        new Purged(
            before.records() + 1,
            before.requests() + requests(removed),
            before.by(),
            Times.seconds(now));
    return draft.status();
  }

  private static int requests(AccessRecord record) {
    AccessRecordStatus status = record.getStatus();
    return 1 + (status == null || status.refusals() == null ? 0 : status.refusals().count());
  }

  /** The request is gone too: the retention is counted since then. */
  public static AccessRecordStatus retained(
      AccessRecord record, Instant since, Instant until, Instant now) {
    RecordDraft draft = new RecordDraft(record, now);
    draft.keptSince = Times.seconds(since);
    draft.retainUntil = Times.seconds(until);
    return draft.status();
  }

  private static void end(RecordDraft draft, EndCause cause) {
    if (draft.ending == null) {
      draft.ending = Causes.ending(cause);
      draft.happened(HistoryEvent.Ending, cause);
    }
    draft.phase = RecordPhase.Ending;
    draft.targets =
        draft.targets.stream().map(t -> TargetStatuses.in(t, TargetState.Ending)).toList();
    ReasonCode reason = Causes.code(cause.kind());
    draft.conditions.isFalse(Conditions.READY, reason, TAKEN_BACK);
    if (draft.conditions.has(Conditions.ACCESS_REMOVED)) {
      draft.conditions.isFalse(Conditions.ACCESS_REMOVED, reason, TAKEN_BACK);
    }
    if (draft.conditions.has(Conditions.CREDENTIALS_DELIVERED)) {
      draft.conditions.isFalse(Conditions.CREDENTIALS_DELIVERED, reason, "access ended");
    }
  }
}
