package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A condition in CEL that must hold. */
@Wire
public record PolicySpec(
    @JsonPropertyDescription(
            "The name of the policy, unique in its entitlement; refusals quote it.")
        @Required
        @Format.Name
        String name,
    @JsonPropertyDescription(
            "The condition: a CEL expression over request, which yields true or false.")
        @Required
        @Size(min = 1, max = 1024)
        String expression,
    @JsonPropertyDescription(
            "Shown to a requester who is refused: what is wrong, and what would be right.")
        @Required
        @Format.Line
        String message) {}
