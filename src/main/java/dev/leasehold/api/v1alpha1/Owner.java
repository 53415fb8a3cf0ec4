package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** A team and how to reach it. */
@Wire
public record Owner(
    @JsonPropertyDescription("The name of the team.") @Required @Format.Title String team,
    @JsonPropertyDescription(
            "Where the team is reached: an address, a channel or a page. Shown to requesters.")
        @Required
        @Format.Title
        String contact) {}
