package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What exists of a grant, what is left of it, and how that is known. */
@Wire
public record AccessRecordStatus(
    @JsonPropertyDescription("The state of the provisioned access, for people.")
        @Nullable RecordPhase phase,
    @JsonPropertyDescription("What exists of each target. Never a credential.") @Size(max = 8)
        List<TargetStatus> targets,
    @JsonPropertyDescription("Why and through whom the access ends, as first seen; never changed.")
        @Nullable Ending ending,
    @JsonPropertyDescription("When the end was proved: RFC 3339 in UTC. Once set it never changes.")
        @Format.Time
        @Nullable String endedAt,
    @JsonPropertyDescription(
            "Ready (usable now; absent after the end), Reconciling (something may still come), Stalled"
                + " (closed without proof), AccessRemoved (a read shows nothing left), ReviewRequired, ExternallyModified,"
                + " CredentialsDelivered (only where fresh ones are late), RevocationFailed,"
                + " PurgeCounted (False: who asked for a purge does not count).")
        List<Condition> conditions,
    @JsonPropertyDescription(
            "What happened, oldest first: the first entry, and up to 19 others, among which frequent ones replace each other.")
        @Size(max = 20)
        List<HistoryEntry> history,
    @JsonPropertyDescription(
            "Where in the evidence log entries about this request are: the first two, and the six that were the latest when this was written.")
        @Size(max = 64)
        List<EvidenceEntry> evidence,
    @JsonPropertyDescription("Who is accountable for this access.")
        @Nullable Accountability accountability,
    @JsonPropertyDescription("The Secret into which credentials are delivered.")
        @Nullable Delivered delivered,
    @JsonPropertyDescription("The last redeliver annotation that was honoured.")
        @Pattern(Format.LINE)
        @Size(max = 253)
        @Nullable String redelivered,
    @JsonPropertyDescription(
            "Until when this record is kept: RFC 3339 in UTC. Set once the end is proved and the"
                + " request is gone; a lower retention of the chart makes it earlier.")
        @Format.Time
        @Nullable String retainUntil,
    @JsonPropertyDescription(
            "Since when that is counted, as the end is proved and the request gone: RFC 3339 in"
                + " UTC.")
        @Format.Time
        @Nullable String keptSince,
    @JsonPropertyDescription("The generation of the record that this status speaks of.")
        @Min(0)
        @Whole
        @Nullable Long observedGeneration,
    @JsonPropertyDescription("Until when a review is due: RFC 3339 in UTC. Absent: none is.")
        @Format.Time
        @Nullable String reviewBy,
    @JsonPropertyDescription("The reviews of this access, oldest first.") @Size(max = 16)
        List<Review> reviews,
    @JsonPropertyDescription(
            "Who closed this record without proof, and why. It takes two people and is never"
                + " changed.")
        @Size(max = 8)
        List<Forgetting> forgotten,
    @JsonPropertyDescription(
            "Who offboarded an identity, and who reinstated it; only on the record of an offboarding.")
        @Nullable Offboarding offboarding,
    @JsonPropertyDescription(
            "What was decided of the window's end and the approvals. Where spec goes beyond it somebody else"
                + " changed the record.")
        @Nullable Sealed sealed,
    @JsonPropertyDescription(
            "Further requests by the same, for the same entitlement in the same namespace, that were"
                + " refused for the same reason within an hour. They have no record of their own.")
        @Nullable Repeated refusals,
    @JsonPropertyDescription(
            "Set where two people purged records of refusals, this one among them: it stays, says"
                + " so for all of them, and is kept as long as a grant's.")
        @Nullable Purged purged,
    @JsonPropertyDescription(
            "Whether it is closed and nobody owes a review of it; the operator watches the others"
                + " only.")
        @Nullable Boolean settled) {
  public AccessRecordStatus {
    targets = Absent.asEmpty(targets);
    conditions = Absent.asEmpty(conditions);
    history = Absent.asEmpty(history);
    evidence = Absent.asEmpty(evidence);
    // Of a later version; history tells of it too, and another review is owed rather than none.
    reviews = Absent.asEmpty(reviews).stream().filter(Review::isKnown).toList();
    forgotten = Absent.asEmpty(forgotten);
  }

  /**
   * The same with what earlier versions did not write.
   *
   * @param now what is sealed where nothing was
   * @param closed whether it is settled; null where it is not
   */
  public AccessRecordStatus caughtUp(@Nullable Sealed now, @Nullable Boolean closed) {
    return new AccessRecordStatus(
        phase,
        targets,
        ending,
        endedAt,
        conditions,
        history,
        evidence,
        accountability,
        delivered,
        redelivered,
        retainUntil,
        keptSince,
        observedGeneration,
        reviewBy,
        reviews,
        forgotten,
        offboarding,
        sealed == null ? now : sealed,
        refusals,
        purged,
        closed);
  }

  /** The same with these entries of the evidence log. */
  public AccessRecordStatus located(List<EvidenceEntry> entries) {
    return new AccessRecordStatus(
        phase,
        targets,
        ending,
        endedAt,
        conditions,
        history,
        entries,
        accountability,
        delivered,
        redelivered,
        retainUntil,
        keptSince,
        observedGeneration,
        reviewBy,
        reviews,
        forgotten,
        offboarding,
        sealed,
        refusals,
        purged,
        settled);
  }
}
