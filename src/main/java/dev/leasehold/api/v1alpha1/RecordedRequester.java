package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** Who asked. */
@Wire
public record RecordedRequester(
    @JsonPropertyDescription("Their user name.") @Required @Format.Line String name,
    @JsonPropertyDescription(
            "True when the applier named them; false when the API server authenticated them.")
        @Required
        boolean claimed,
    @JsonPropertyDescription("Why two approvers were needed. Absent: none of these.")
        @Nullable AppliedAs appliedAs) {}
