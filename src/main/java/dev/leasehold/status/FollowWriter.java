package dev.leasehold.status;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRecordStatus;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.AccessRequestStatus;
import dev.leasehold.api.v1alpha1.Offer;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.api.v1alpha1.Sealed;
import dev.leasehold.api.v1alpha1.Window;
import dev.leasehold.lifecycle.RequestStep;
import dev.leasehold.model.EndCause;
import dev.leasehold.model.ReasonCode;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Shows on a request what its record says. */
public final class FollowWriter {
  private FollowWriter() {}

  /** The digest under which an accepted offer is shown from now on, drawn under a guard. */
  public record Name(String digest, String nonce, String guard) {}

  /** The request's status while, and after, its record answers for it. */
  public static AccessRequestStatus follow(
      AccessRequest request,
      AccessRecord record,
      RequestStep.Follow step,
      Optional<Name> name,
      Instant now) {
    RequestDraft draft = new RequestDraft(request, now);
    draft.record = record.getMetadata().getName();
    if (!record.getSpec().approvals().isEmpty()) {
      draft.approvals = RenewalWriter.shown(record);
    }
    Window window = Sealed.window(record);
    if (window != null) {
      Offer offer = draft.offer;
      if (offer != null && !RenewalWriter.open(request, record, offer)) {
        draft.offer = Offers.accepted(offer);
      }
      draft.grantedAt = window.start();
      draft.expiresAt = window.end();
      draft.conditions.isTrue(
          Conditions.ACCEPTED, ReasonCode.PERMITTED, "well formed and permitted by policy");
      draft.conditions.isTrue(Conditions.APPROVED, ReasonCode.APPROVED, "by " + approvers(record));
      RenewalWriter.show(draft, record, step.renewal(), approvers(record));
    }
    name.ifPresent(n -> draft.offer = renamed(draft.offer, n));
    step.ending()
        .ifPresent(
            cause -> draft.ending = draft.ending == null ? Causes.ending(cause) : draft.ending);
    AccessRecordStatus status = record.getStatus();
    List<Condition> conditions = status == null ? List.of() : status.conditions();
    draft.conditions.copy(Conditions.EXTERNALLY_MODIFIED, conditions);
    draft.conditions.copy(Conditions.CREDENTIALS_DELIVERED, conditions);
    draft.conditions.copy(Conditions.REVOCATION_FAILED, conditions);
    draft.conditions.copy(Conditions.REVIEW_REQUIRED, conditions);
    if (!step.unheard().isEmpty()) {
      draft.conditions.extend(
          Conditions.REVIEW_REQUIRED,
          "not counted, since they had a part in it or are machines: "
              + String.join(", ", step.unheard()));
    }
    stand(draft, step, status, conditions);
    return draft.status();
  }

  private static @Nullable Offer renamed(@Nullable Offer offer, Name name) {
    return offer == null ? null : Offers.renamed(offer, name.digest(), name.nonce(), name.guard());
  }

  private static void stand(
      RequestDraft draft,
      RequestStep.Follow step,
      @Nullable AccessRecordStatus status,
      List<Condition> conditions) {
    Optional<EndCause> cause = step.ending();
    switch (step.record().standing()) {
      case ACTIVATING -> {
        draft.conditions.isFalse(
            Conditions.READY, ReasonCode.ACTIVATING, "access is being provided");
        draft.conditions.copy(Conditions.READY, conditions);
        draft.enter(RequestPhase.Activating, EndCause.OPERATOR, null, "");
      }
      case ACTIVE -> {
        if (cause.isPresent()) {
          ending(draft, cause.get());
        } else {
          draft.conditions.copy(Conditions.ACCESS_REMOVED, conditions);
          draft.conditions.isTrue(Conditions.READY, ReasonCode.ACTIVE, "access can be used");
          draft.conditions.copy(Conditions.READY, conditions);
          draft.enter(RequestPhase.Active, EndCause.OPERATOR, null, "");
        }
      }
      // Also where only the record knows of it: who is told that it is usable must be able to.
      case ENDING -> cause.or(step.record()::cause).ifPresent(because -> ending(draft, because));
      case CLOSED -> {
        draft.conditions.copy(Conditions.ACCESS_REMOVED, conditions);
        draft.endedAt = status == null ? null : status.endedAt();
        cause.ifPresent(c -> closed(draft, c));
      }
    }
  }

  private static void ending(RequestDraft draft, EndCause cause) {
    ReasonCode reason = Causes.code(cause.kind());
    draft.conditions.isFalse(Conditions.READY, reason, RecordStatusWriter.TAKEN_BACK);
    if (draft.conditions.has(Conditions.ACCESS_REMOVED)) {
      draft.conditions.isFalse(Conditions.ACCESS_REMOVED, reason, RecordStatusWriter.TAKEN_BACK);
    }
    draft.enter(RequestPhase.Ending, cause.actor(), reason, cause.message());
  }

  private static void closed(RequestDraft draft, EndCause cause) {
    ReasonCode reason = Causes.code(cause.kind());
    draft.conditions.isFalse(Conditions.READY, reason, Causes.said(cause));
    if (cause.kind() == EndCause.Kind.ACTIVATION_FAILED) {
      // It never was usable, so there is no time at which it became that or would have ended.
      draft.grantedAt = null;
      draft.expiresAt = null;
    }
    draft.enter(Causes.phase(cause), cause.actor(), reason, cause.message());
  }

  private static String approvers(AccessRecord record) {
    List<String> people =
        record.getSpec().approvals().stream().map(a -> a.approver()).distinct().toList();
    return people.isEmpty()
        ? "the catalog, whose approval mode is Auto"
        : String.join(", ", people);
  }
}
