package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** Bindings of the subject's own service account. */
@Wire
@ValidationRule(
    value = "self.bindings.map(b, b.namespaces.size()).sum() <= 64",
    message =
        "at most 64 role bindings in all (bindings times their namespaces); split it into several targets",
    fieldPath = ".bindings")
public record RoleBindingTarget(
    @JsonPropertyDescription("What the subject is bound to.") @Required @Size(min = 1, max = 16)
        List<Binding> bindings) {
  public RoleBindingTarget {
    bindings = Absent.asEmpty(bindings);
  }
}
