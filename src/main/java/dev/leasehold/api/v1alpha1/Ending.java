package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** Why and through whom something ends. */
@Wire
public record Ending(
    @JsonPropertyDescription("Why it ends.") @Required EndingCause cause,
    @JsonPropertyDescription("Who or what caused it: a user, or leasehold for rules and deadlines.")
        @Required
        @Format.Line
        String actor,
    @JsonPropertyDescription("The reason given, or what happened.") @Format.Line
        @Nullable String message,
    @JsonPropertyDescription("When it was first seen: RFC 3339 in UTC.") @Required @Format.Time
        String at) {}
