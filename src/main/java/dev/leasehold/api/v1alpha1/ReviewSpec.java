package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** A review of live access by someone who did not approve it. */
@Wire
public record ReviewSpec(
    @JsonPropertyDescription("How long after activation the review is due.")
        @Required
        @Format.Duration
        String within,
    @JsonPropertyDescription(
            "What happens when it is overdue. Revoke: access ends. Flag: it is shown.")
        @Required
        OverdueAction onOverdue) {}
