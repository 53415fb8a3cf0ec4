package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** A role, and the namespaces in which it is bound. */
@Wire
public record Binding(
    @JsonPropertyDescription(
            "The role. It must be among those that the operator may bind (chart value bindable).")
        @Required
        RoleRef roleRef,
    @JsonPropertyDescription(
            "The namespaces in which it is bound, at least one; never the whole cluster.")
        @Required
        @Size(min = 1, max = 64)
        List<@Pattern(Format.NAME) @Size(min = 1, max = 63) String> namespaces) {
  public Binding {
    namespaces = Absent.asEmpty(namespaces);
  }
}
