package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** One role bound in one namespace. */
@Wire
public record RecordedBinding(
    @JsonPropertyDescription("The role.") @Required RoleRef roleRef,
    @JsonPropertyDescription("The namespace in which it is bound.") @Required @Format.Name
        String namespace,
    @JsonPropertyDescription(
            "What the role allowed at the decision. If it ever allows more, the binding is cut.")
        @Size(max = 128)
        List<RecordedRule> rules) {
  public RecordedBinding {
    rules = Absent.asEmpty(rules);
  }
}
