package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** What one rule said about the request. */
@Wire
public record Decision(
    @JsonPropertyDescription(
            "The rule, for example duration, requestableFrom or the name of a policy.")
        @Required
        @Format.Title
        String rule,
    @JsonPropertyDescription("What the rule said.") @Required DecisionResult result,
    @JsonPropertyDescription("What is wrong and what would be right, or why it holds.") @Format.Line
        @Nullable String message) {}
