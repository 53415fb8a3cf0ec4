package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** One rule of a role, as Kubernetes writes it. */
@Wire
public record RecordedRule(
    @JsonPropertyDescription("What may be done.") @Size(max = 64)
        List<@Size(max = 63) String> verbs,
    @JsonPropertyDescription("The API groups; the empty string is the core group.") @Size(max = 64)
        List<@Size(max = 253) String> apiGroups,
    @JsonPropertyDescription("The resources, with subresources after a slash.") @Size(max = 128)
        List<@Size(max = 253) String> resources,
    @JsonPropertyDescription("The names to which it is limited. Absent: every name.")
        @Size(max = 128)
        List<@Size(max = 253) String> resourceNames,
    @JsonPropertyDescription("Paths of the API server that are no resources.") @Size(max = 64)
        List<@Size(max = 512) String> nonResourceURLs) {
  public RecordedRule {
    verbs = Absent.asEmpty(verbs);
    apiGroups = Absent.asEmpty(apiGroups);
    resources = Absent.asEmpty(resources);
    resourceNames = Absent.asEmpty(resourceNames);
    nonResourceURLs = Absent.asEmpty(nonResourceURLs);
  }
}
