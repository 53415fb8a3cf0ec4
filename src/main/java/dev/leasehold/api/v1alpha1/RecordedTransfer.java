package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** A hand-over of accountability as it was at the decision. */
@Wire
public record RecordedTransfer(
    @JsonPropertyDescription("To whom accountability was to go.") @Required @Format.Title String to,
    @JsonPropertyDescription("When it was to end: RFC 3339 in UTC.") @Required @Format.Time
        String until,
    @JsonPropertyDescription("On what grounds.") @Required @Format.Title String because,
    @JsonPropertyDescription(
            "Who accepted it for the party that it names. Absent: nobody did, and accountability"
                + " stayed with the catalog's owner.")
        @Format.Title
        @Nullable String acceptedBy) {}
