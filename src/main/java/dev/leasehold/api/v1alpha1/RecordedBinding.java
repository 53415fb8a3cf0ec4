package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One role bound in one namespace. */
@Wire
public record RecordedBinding(
    @JsonPropertyDescription("The role that is bound.") @Required RoleRef roleRef,
    @JsonPropertyDescription(
            "The UID of that role at the decision. If another takes its name, access ends. Absent in records of earlier versions.")
        @Format.Uid
        @Nullable String roleUID,
    @JsonPropertyDescription("The namespace in which it is bound.") @Required @Format.Name
        String namespace,
    @JsonPropertyDescription(
            "The UID of that namespace at the decision. If it is deleted or created again, access ends. Absent in records of earlier versions.")
        @Format.Uid
        @Nullable String namespaceUID,
    @JsonPropertyDescription(
            "What the role allowed at the decision. If it ever allows more, the binding is cut.")
        @Size(max = RecordedBinding.MAX_RULES)
        List<RecordedRule> rules) {
  /** Rules of one role that a record can hold. */
  public static final int MAX_RULES = 128;

  public RecordedBinding {
    rules = Absent.asEmpty(rules);
  }
}
