package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** A review of live access by someone who did not approve it. */
@Wire
public record ReviewSpec(
    @JsonPropertyDescription("How long after activation the review is due, for example 72h.")
        @Required
        @Format.Duration
        String within,
    @JsonPropertyDescription("What happens when nobody reviewed it in time.") @Required
        OverdueAction onOverdue) {}
