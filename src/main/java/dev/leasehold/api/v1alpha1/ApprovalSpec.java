package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who must agree, within what time, and what the requester must say. */
@Wire
@ValidationRule(
    value = "self.mode != 'Auto' || !has(self.rules) || self.rules.size() == 0",
    message = "mode Auto asks nobody: remove the rules, or set mode Required",
    fieldPath = ".rules")
@ValidationRule(
    value = "self.mode != 'Required' || (has(self.rules) && self.rules.size() > 0)",
    message = "mode Required needs at least one rule; to ask nobody write mode Auto",
    fieldPath = ".rules")
@ValidationRule(
    value = "!has(self.rules) || self.rules.map(r, has(r.when) ? 0 : r.count).sum() <= 8",
    message = "at most 8 people can approve one request: lower the counts",
    fieldPath = ".rules")
public record ApprovalSpec(
    @JsonPropertyDescription("Whether people must agree before access is given.") @Required
        ApprovalMode mode,
    @JsonPropertyDescription(
            "How many people in which role must agree. Every rule that applies must be met; if none applies, the"
                + " request is refused. Absent: no rules, for mode Auto only.")
        @Size(max = 8)
        List<ApprovalRule> rules,
    @JsonPropertyDescription("How long approvers have; then the request lapses. Absent: 24h.")
        @Format.Duration
        @Nullable String decideWithin,
    @JsonPropertyDescription(
            "How long an approval counts when activation does not follow. Absent: 24h.")
        @Format.Duration
        @Nullable String validFor,
    @JsonPropertyDescription(
            "Whether people who can act as the applier or the subject (impersonate it, or mint its tokens) may"
                + " approve all the same. Absent: false.")
        boolean allowSubjectControllers,
    @JsonPropertyDescription("What the requester must say. Absent: nothing is demanded.")
        @Nullable JustificationSpec justification) {
  public ApprovalSpec {
    rules = Absent.asEmpty(rules);
  }
}
