package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** A hand-over of accountability that ends by itself. */
@Wire
public record AccountabilityTransfer(
    @JsonPropertyDescription(
            "Who is accountable until the given time, once somebody who holds verb accept on"
                + " accountabilities.leasehold.dev of this name has accepted it: annotate"
                + " leasehold.dev/accept-transfer on the catalog.")
        @Required
        @Format.Title
        String to,
    @JsonPropertyDescription(
            "When it ends: RFC 3339 in UTC, for example 2026-12-31T00:00:00Z; at most 366 days ahead.")
        @Required
        @Format.Time
        String until,
    @JsonPropertyDescription("On what grounds, for example the number of a contract.")
        @Required
        @Format.Title
        String because) {}
