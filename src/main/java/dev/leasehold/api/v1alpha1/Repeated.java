package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;

/** How often the same was refused again, of which this record tells too. */
@Wire
public record Repeated(
    @JsonPropertyDescription("How many further requests were refused for the same reason.")
        @Required
        @Min(1)
        @Whole
        int count,
    @JsonPropertyDescription("When the last of them was refused: RFC 3339 in UTC.")
        @Required
        @Format.Time
        String lastAt) {}
