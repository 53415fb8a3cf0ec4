package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import java.util.Map;

/** Selects namespaces by labels; both parts must match. */
@Wire
public record NamespaceSelector(
    @JsonPropertyDescription(
            "Labels that a namespace must have with exactly these values. Absent: none.")
        @Size(max = 16)
        Map<String, @Pattern(Format.LABEL_VALUE) @Size(max = 63) String> matchLabels,
    @JsonPropertyDescription(
            "Further conditions on the labels of a namespace; all must be met. Absent: none.")
        @Size(max = 16)
        List<LabelRequirement> matchExpressions) {
  public NamespaceSelector {
    matchLabels = Absent.asEmpty(matchLabels);
    matchExpressions = Absent.asEmpty(matchExpressions);
  }
}
