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
        "self.outcome == oldSelf.outcome"
            + " && self.request == oldSelf.request"
            + " && self.requester == oldSelf.requester"
            + " && self.applier == oldSelf.applier"
            + " && self.subject == oldSelf.subject"
            + " && self.entitlement == oldSelf.entitlement",
    message = AccessRecordSpec.NEVER)
@ValidationRule(
    value =
        "has(self.channel) == has(oldSelf.channel) && (!has(self.channel) || self.channel =="
            + " oldSelf.channel)",
    message = AccessRecordSpec.NEVER,
    fieldPath = ".channel")
@ValidationRule(
    value =
        "has(self.offerDigest) == has(oldSelf.offerDigest) && (!has(self.offerDigest) ||"
            + " self.offerDigest == oldSelf.offerDigest)",
    message = AccessRecordSpec.NEVER,
    fieldPath = ".offerDigest")
@ValidationRule(
    value =
        "has(self.guard) == has(oldSelf.guard) && (!has(self.guard) || self.guard == oldSelf.guard)",
    message = AccessRecordSpec.NEVER,
    fieldPath = ".guard")
@ValidationRule(
    value =
        "has(self.secretName) == has(oldSelf.secretName) && (!has(self.secretName) ||"
            + " self.secretName == oldSelf.secretName)",
    message = AccessRecordSpec.NEVER,
    fieldPath = ".secretName")
@ValidationRule(
    value =
        "has(self.justification) == has(oldSelf.justification) && (!has(self.justification) ||"
            + " self.justification == oldSelf.justification)",
    message = AccessRecordSpec.NEVER,
    fieldPath = ".justification")
@ValidationRule(
    value =
        "has(self.ticket) == has(oldSelf.ticket) && (!has(self.ticket) || self.ticket =="
            + " oldSelf.ticket)",
    message = AccessRecordSpec.NEVER,
    fieldPath = ".ticket")
@ValidationRule(
    value =
        "has(self.targets) == has(oldSelf.targets) && (!has(self.targets) || self.targets =="
            + " oldSelf.targets)",
    message = AccessRecordSpec.NEVER,
    fieldPath = ".targets")
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
    @JsonPropertyDescription("What was decided: Granted, Rejected, Denied, Lapsed or Withdrawn.")
        @Required
        RecordOutcome outcome,
    @JsonPropertyDescription("The request that was decided.") @Required RecordedRequest request,
    @JsonPropertyDescription("Who asked.") @Required RecordedRequester requester,
    @JsonPropertyDescription("Who created the request, as the API server authenticated them.")
        @Required
        @Format.Line
        String applier,
    @JsonPropertyDescription("By what way the request came, as the applier said.")
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
    @JsonPropertyDescription("Why it was asked for, in the requester's words.") @Format.Line
        String justification,
    @JsonPropertyDescription("The change or incident that it belongs to.")
        @Pattern(Format.LINE)
        @Size(max = 128)
        String ticket) {
  static final String NEVER =
      "never changes once recorded: only approvals are appended, and the window's end moves later";

  public AccessRecordSpec {
    approvals = Absent.asEmpty(approvals);
    targets = Absent.asEmpty(targets);
    justification = Absent.asEmpty(justification);
    ticket = Absent.asEmpty(ticket);
  }
}
