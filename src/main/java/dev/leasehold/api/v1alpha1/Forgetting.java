package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** One person's part in closing a record whose end cannot be proved. */
@Wire
public record Forgetting(
    @JsonPropertyDescription("Who did it, as the API server authenticated them.")
        @Required
        @Format.Line
        String actor,
    @JsonPropertyDescription("The reason given.") @Format.Line @Nullable String message,
    @JsonPropertyDescription("When the operator first saw it: RFC 3339 in UTC.")
        @Required
        @Format.Time
        String at) {}
