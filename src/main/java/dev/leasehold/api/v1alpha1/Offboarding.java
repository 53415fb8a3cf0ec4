package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** That an identity was shut out, and whether it was let in again. */
@Wire
public record Offboarding(
    @JsonPropertyDescription("Who offboarded it, as the API server authenticated them.")
        @Required
        @Format.Line
        String by,
    @JsonPropertyDescription("The reason given.") @Format.Line @Nullable String message,
    @JsonPropertyDescription("When the operator latched it: RFC 3339 in UTC.")
        @Required
        @Format.Time
        String at,
    @JsonPropertyDescription("UID of the service account that was annotated.") @Format.Uid @Required
        String account,
    @JsonPropertyDescription(
            "How many stamps of that service account were counted; they never count again.")
        @Min(0)
        @Max(8)
        @Whole
        int stamps,
    @JsonPropertyDescription(
            "How many stamps of reinstatement on this record were counted; they never count again.")
        @Min(0)
        @Max(8)
        @Whole
        int reinstatements,
    @JsonPropertyDescription("Who reinstated it; absent while it is offboarded.") @Format.Line
        @Nullable String reinstatedBy,
    @JsonPropertyDescription("When the operator latched that: RFC 3339 in UTC.") @Format.Time
        @Nullable String reinstatedAt) {}
