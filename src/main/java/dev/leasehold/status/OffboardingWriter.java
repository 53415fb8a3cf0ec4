package dev.leasehold.status;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRecordSpec;
import dev.leasehold.api.v1alpha1.AccessRecordStatus;
import dev.leasehold.api.v1alpha1.Accountability;
import dev.leasehold.api.v1alpha1.HistoryEvent;
import dev.leasehold.api.v1alpha1.Offboarding;
import dev.leasehold.api.v1alpha1.PlainLine;
import dev.leasehold.api.v1alpha1.RecordOutcome;
import dev.leasehold.api.v1alpha1.RecordPhase;
import dev.leasehold.api.v1alpha1.RecordedEntitlement;
import dev.leasehold.api.v1alpha1.RecordedRequest;
import dev.leasehold.api.v1alpha1.RecordedRequester;
import dev.leasehold.api.v1alpha1.RecordedSubject;
import dev.leasehold.lifecycle.OffboardingStep;
import dev.leasehold.model.Freeze;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.RequestRef;
import dev.leasehold.model.Stamp;
import dev.leasehold.model.Subject;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes down that an identity is frozen, and that it is no more. */
public final class OffboardingWriter {
  /** What the columns of a record say where others name what was asked for. */
  private static final String CATALOG = "leasehold";

  private static final String NAME = "offboarding";
  private static final int LINE = 1024;

  /** In place of the UID of a service account that nobody knows. */
  private static final String UNKNOWN = "unknown";

  private OffboardingWriter() {}

  /**
   * The record, by which alone the identity is frozen.
   *
   * @param finalizer keeps it there, whoever deletes it
   */
  public static AccessRecord record(Subject identity, Stamp said, String finalizer) {
    RequestRef ref = Freeze.ref(identity);
    AccessRecord record = new AccessRecord();
    record.setMetadata(
        new ObjectMetaBuilder().withName(ref.recordName()).withFinalizers(finalizer).build());
    record.setSpec(
        new AccessRecordSpec(
            RecordOutcome.Offboarded,
            new RecordedRequest(
                ref.namespace(), ref.name(), ref.uid(), "", Freeze.digest(identity), null, null),
            new RecordedRequester(said.user(), false, null),
            said.user(),
            null,
            new RecordedSubject(identity.namespace(), identity.serviceAccount(), said.uid()),
            new RecordedEntitlement(CATALOG, NAME, null, null, null, null, null),
            null,
            null,
            List.of(),
            null,
            List.of(),
            null,
            null,
            PlainLine.of(said.text(), LINE),
            "",
            false,
            List.of()));
    return record;
  }

  /** Frozen, by what the service account said last. */
  public static AccessRecordStatus frozen(
      AccessRecord record, OffboardingStep.Latch step, Instant now) {
    RecordDraft draft = new RecordDraft(record, now);
    Stamp said = step.said();
    draft.offboarding =
        new Offboarding(
            said.user(),
            PlainLine.of(said.text(), LINE),
            Times.seconds(now),
            said.uid(),
            said.slot(),
            heeded(draft, step.reinstatements()),
            null,
            null);
    freeze(draft, draft.offboarding, "offboarded the identity, by verb offboard", null);
    return draft.status();
  }

  /**
   * Frozen, as the evidence log says of a time of which the record knows nothing. What stamps the
   * record had counted were not those of then, and count on.
   *
   * @param account UID of the service account, where the record names none
   */
  public static AccessRecordStatus putBack(
      AccessRecord record,
      OffboardingStep.PutBack step,
      Freeze said,
      Optional<String> account,
      Instant now) {
    RecordDraft draft = new RecordDraft(record, now);
    Offboarding before = draft.offboarding;
    draft.offboarding =
        new Offboarding(
            PlainLine.of(said.by(), LINE),
            PlainLine.of(said.reason(), LINE),
            Times.seconds(said.since().orElse(now)),
            before == null ? account.orElse(UNKNOWN) : before.account(),
            before == null ? 0 : before.stamps(),
            heeded(draft, step.reinstatements()),
            null,
            null);
    freeze(
        draft,
        draft.offboarding,
        "offboarded the identity, as the evidence log says",
        ReasonCode.RESTORED);
    return draft.status();
  }

  private static int heeded(RecordDraft draft, int reinstatements) {
    Offboarding before = draft.offboarding;
    return before == null ? reinstatements : Math.max(before.reinstatements(), reinstatements);
  }

  private static void freeze(
      RecordDraft draft, Offboarding said, String because, @Nullable ReasonCode code) {
    draft.phase = RecordPhase.Frozen;
    draft.retainUntil = null;
    draft.accountability = new Accountability(said.by(), because);
    draft.conditions.isFalse(
        Conditions.ACCESS_REMOVED,
        ReasonCode.OFFBOARDED,
        "whatever was granted to it is being ended");
    draft.happened(
        HistoryEvent.Offboarded, said.by(), code, Objects.requireNonNullElse(said.message(), ""));
  }

  /** Frozen no more; what it had stays ended. */
  public static AccessRecordStatus reinstated(AccessRecord record, Stamp said, Instant now) {
    RecordDraft draft = new RecordDraft(record, now);
    Offboarding before = draft.offboarding == null ? intended(record) : draft.offboarding;
    draft.phase = RecordPhase.Reinstated;
    draft.offboarding =
        new Offboarding(
            before.by(),
            before.message(),
            before.at(),
            before.account(),
            before.stamps(),
            said.slot(),
            said.user(),
            Times.seconds(now));
    draft.conditions.isFalse(
        Conditions.ACCESS_REMOVED, ReasonCode.REINSTATED, "it may be granted access again");
    draft.happened(HistoryEvent.Reinstated, said.user(), null, PlainLine.of(said.text(), LINE));
    return draft.status();
  }

  /** Whether a grant of the identity is open. */
  public static AccessRecordStatus settled(AccessRecord record, boolean open, Instant now) {
    RecordDraft draft = new RecordDraft(record, now);
    draft.phase = RecordPhase.Frozen;
    if (open) {
      draft.conditions.isFalse(
          Conditions.ACCESS_REMOVED,
          ReasonCode.OFFBOARDED,
          "whatever was granted to it is being ended");
    } else {
      draft.conditions.isTrue(
          Conditions.ACCESS_REMOVED,
          ReasonCode.NOTHING_OPEN,
          "no grant of it is open; the record of each says how its end was proved");
      draft.happened(HistoryEvent.GrantsClosed);
    }
    return draft.status();
  }

  /** What the record itself says, where it was made and not written to its end. */
  private static Offboarding intended(AccessRecord record) {
    AccessRecordSpec spec = record.getSpec();
    return new Offboarding(
        spec.requester().name(),
        spec.justification(),
        record.getMetadata().getCreationTimestamp(),
        Objects.requireNonNullElse(spec.subject().uid(), UNKNOWN),
        0,
        0,
        null,
        null);
  }
}
