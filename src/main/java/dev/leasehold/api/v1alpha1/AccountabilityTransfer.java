package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** A hand-over of accountability that ends by itself. */
@Wire
public record AccountabilityTransfer(
    @JsonPropertyDescription("Who is accountable until the given time.") @Required @Format.Title
        String to,
    @JsonPropertyDescription("When it ends: RFC 3339 in UTC, for example 2026-12-31T00:00:00Z.")
        @Required
        @Format.Time
        String until,
    @JsonPropertyDescription("On what grounds, for example the number of a contract.")
        @Required
        @Format.Title
        String because) {}
