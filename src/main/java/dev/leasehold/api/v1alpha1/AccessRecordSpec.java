package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was decided, by whom, and exactly what was to be provisioned; written before anything is.
 */
@Wire
@ValidationRule(
    value =
        "!has(oldSelf.approvals) || (has(self.approvals) && self.approvals.size() >="
            + " oldSelf.approvals.size() &&"
            + " oldSelf.approvals.all(a, a in self.approvals))",
    message = "approvals are only ever appended",
    fieldPath = ".approvals")
@ValidationRule(
    value =
        "has(self.window) == has(oldSelf.window) && (!has(self.window) || (self.window.start =="
            + " oldSelf.window.start &&"
            + " timestamp(self.window.end) >= timestamp(oldSelf.window.end)))",
    message = "the end of a window only moves later, and its start never",
    fieldPath = ".window")
@ValidationRule(
    value = "(self.outcome == 'Granted') == has(self.window)",
    message = "exactly a granted request has a window",
    fieldPath = ".window")
public record AccessRecordSpec(
    @JsonPropertyDescription("What was decided.") @Required RecordOutcome outcome,
    @JsonPropertyDescription(
            "The request that was decided; of an offboarding, the service account by name, with a uid that is made from namespace and name.")
        @Required
        RecordedRequest request,
    @JsonPropertyDescription("Who asked.") @Required RecordedRequester requester,
    @JsonPropertyDescription("Who created the request, as the API server authenticated them.")
        @Required
        @Format.Line
        String applier,
    @JsonPropertyDescription("How the request came, as the applier said.")
        @Nullable Channel channel,
    @JsonPropertyDescription("Who was to have access.") @Required RecordedSubject subject,
    @JsonPropertyDescription("What was asked for, with its owners at that time.") @Required
        RecordedEntitlement entitlement,
    @JsonPropertyDescription("The digest of the offer that was decided; absent when none was made.")
        @Format.Digest
        @Nullable String offerDigest,
    @JsonPropertyDescription(
            "The fingerprint of the admission policies that authenticated the approvals.")
        @Pattern(Format.NONCE)
        @Size(min = 16, max = 64)
        @Nullable String guard,
    @JsonPropertyDescription(
            "The approvals that counted. A renewal appends; nothing is ever taken away.")
        @Size(max = 64)
        List<Approval> approvals,
    @JsonPropertyDescription("When the access begins and ends; absent when nothing was granted.")
        @Nullable Window window,
    @JsonPropertyDescription("What is provisioned, with the exact rules at the decision.")
        @Size(max = 8)
        List<RecordedTarget> targets,
    @JsonPropertyDescription(
            "The Secret in the request's namespace into which credentials are delivered.")
        @Format.ObjectName
        @Nullable String secretName,
    @JsonPropertyDescription(
            "How soon after activation somebody has to review it, and what follows if nobody does.")
        @Nullable ReviewSpec review,
    @JsonPropertyDescription("Why it was asked for, in the requester's words.") @Format.Line
        String justification,
    @JsonPropertyDescription("The change or incident that it belongs to.")
        @Pattern(Format.LINE)
        @Size(max = 128)
        String ticket,
    @JsonPropertyDescription("Whether it was asked for as an emergency.") boolean emergency,
    @JsonPropertyDescription(
            "Each rule that was asked, and what it said, as it stood at the decision.")
        @Size(max = 64)
        List<Decision> decision) {
  public AccessRecordSpec {
    approvals = Absent.asEmpty(approvals);
    targets = Absent.asEmpty(targets);
    decision = Absent.asEmpty(decision);
    justification = Absent.asEmpty(justification);
    ticket = Absent.asEmpty(ticket);
  }

  /** The same with these approvals and this window, which is all that a renewal changes. */
  public AccessRecordSpec prolonged(List<Approval> allApprovals, Window longer) {
    return new AccessRecordSpec(
        outcome,
        request,
        requester,
        applier,
        channel,
        subject,
        entitlement,
        offerDigest,
        guard,
        allApprovals,
        longer,
        targets,
        secretName,
        review,
        justification,
        ticket,
        emergency,
        decision);
  }
}
