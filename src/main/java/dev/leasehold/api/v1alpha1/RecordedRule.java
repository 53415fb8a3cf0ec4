package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** One rule of a role, as Kubernetes writes it. */
@Wire
public record RecordedRule(
    @JsonPropertyDescription("What may be done.") @Size(max = RecordedRule.MAX_VERBS)
        List<@Size(max = RecordedRule.MAX_VERB) String> verbs,
    @JsonPropertyDescription("The API groups; the empty string is the core group.")
        @Size(max = RecordedRule.MAX_GROUPS)
        List<@Size(max = RecordedRule.MAX_NAME) String> apiGroups,
    @JsonPropertyDescription("The resources, with subresources after a slash.")
        @Size(max = RecordedRule.MAX_RESOURCES)
        List<@Size(max = RecordedRule.MAX_NAME) String> resources,
    @JsonPropertyDescription("The names to which it is limited. Absent: every name.")
        @Size(max = RecordedRule.MAX_RESOURCES)
        List<@Size(max = RecordedRule.MAX_NAME) String> resourceNames,
    @JsonPropertyDescription("Paths of the API server that are no resources.")
        @Size(max = RecordedRule.MAX_URLS)
        List<@Size(max = RecordedRule.MAX_URL) String> nonResourceURLs) {
  public static final int MAX_VERBS = 64;
  public static final int MAX_GROUPS = 64;

  /** Of resources, and of names of resources. */
  public static final int MAX_RESOURCES = 128;

  public static final int MAX_URLS = 64;

  /** Characters of a verb. */
  public static final int MAX_VERB = 63;

  /** Characters of an API group, a resource, or the name of one. */
  public static final int MAX_NAME = 253;

  /** Characters of a path. */
  public static final int MAX_URL = 512;

  public RecordedRule {
    verbs = Absent.asEmpty(verbs);
    apiGroups = Absent.asEmpty(apiGroups);
    resources = Absent.asEmpty(resources);
    resourceNames = Absent.asEmpty(resourceNames);
    nonResourceURLs = Absent.asEmpty(nonResourceURLs);
  }
}
