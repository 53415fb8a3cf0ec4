package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** Who must agree in an emergency. */
@Wire
@ValidationRule(
    value = "self.rules.map(r, has(r.when) ? 0 : r.count).sum() <= 8",
    message = "at most 8 people can approve one request: lower the counts",
    fieldPath = ".rules")
public record EmergencyApproval(
    @JsonPropertyDescription("How many people in which role must agree; at least one rule.")
        @Required
        @Size(min = 1, max = 8)
        List<ApprovalRule> rules) {
  public EmergencyApproval {
    rules = Absent.asEmpty(rules);
  }
}
