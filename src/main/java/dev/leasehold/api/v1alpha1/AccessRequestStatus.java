package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a request. */
@Wire
public record AccessRequestStatus(
    @JsonPropertyDescription(
            "Accepted, Approved, Ready (usable now; the summary; absent after an end as planned),"
                + " Reconciling (something may still come), Stalled (nothing can any more),"
                + " AccessRemoved (a read shows nothing left), ReviewRequired, ExternallyModified, RevocationFailed,"
                + " ApplierProved (False: it is not known who applied it), CredentialsDelivered"
                + " (only where fresh ones are late).")
        List<Condition> conditions,
    @JsonPropertyDescription("The state of the request, for people. Programs read the conditions.")
        @Nullable RequestPhase phase,
    @JsonPropertyDescription(
            "What approvers accept: exactly what would be granted, with its digest.")
        @Nullable Offer offer,
    @JsonPropertyDescription(
            "What approvers said that they accept at most of what was asked; absent until somebody does.")
        @Nullable RequestLimit limit,
    @JsonPropertyDescription("Each rule that was asked, and what it said.") @Size(max = 64)
        List<Decision> decision,
    @JsonPropertyDescription(
            "Approvals as first seen; losing the annotation later changes nothing.")
        @Size(max = 16)
        List<Approval> approvals,
    @JsonPropertyDescription("The name of the AccessRecord, which stays when the request is gone.")
        @Format.ObjectName
        @Nullable String record,
    @JsonPropertyDescription("When the access became usable: RFC 3339 in UTC.") @Format.Time
        @Nullable String grantedAt,
    @JsonPropertyDescription("When the access ends unless it ends earlier: RFC 3339 in UTC.")
        @Format.Time
        @Nullable String expiresAt,
    @JsonPropertyDescription(
            "Why and through whom the request or its access ends, as first seen; never changed.")
        @Nullable Ending ending,
    @JsonPropertyDescription("When the end was proved: RFC 3339 in UTC. Once set it never changes.")
        @Format.Time
        @Nullable String endedAt,
    @JsonPropertyDescription("What happened, oldest first; the last 20 entries.") @Size(max = 20)
        List<HistoryEntry> history,
    @JsonPropertyDescription(
            "The generation of the request that this status speaks of; -1: nobody has looked at it.")
        @Min(-1)
        @Whole
        @Nullable Long observedGeneration,
    @JsonPropertyDescription(
            "Whether it has ended and nothing more is to be done for it; the operator watches the"
                + " others only.")
        @Nullable Boolean settled) {
  public AccessRequestStatus {
    conditions = Absent.asEmpty(conditions);
    decision = Absent.asEmpty(decision);
    approvals = Absent.asEmpty(approvals);
    history = Absent.asEmpty(history);
  }
}
