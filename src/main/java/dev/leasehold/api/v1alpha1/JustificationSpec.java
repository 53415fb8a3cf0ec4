package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** What the requester must say. */
@Wire
public record JustificationSpec(
    @JsonPropertyDescription(
            "The least number of characters of the justification. Absent: none is needed.")
        @Min(1)
        @Max(1024)
        @Whole
        @Nullable Integer minLength,
    @JsonPropertyDescription(
            "A regular expression that must be found in the ticket; write ^ and $ around it to match all of it. Absent:"
                + " no ticket is needed.")
        @Size(min = 1, max = 256)
        @Nullable String ticketPattern) {}
