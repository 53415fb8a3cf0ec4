package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** When access begins and ends. */
@Wire
public record Window(
    @JsonPropertyDescription("When it begins: RFC 3339 in UTC.") @Required @Format.Time
        String start,
    @JsonPropertyDescription(
            "When it ends: RFC 3339 in UTC. A renewal moves it later, never earlier.")
        @Required
        @Format.Time
        String end) {}
