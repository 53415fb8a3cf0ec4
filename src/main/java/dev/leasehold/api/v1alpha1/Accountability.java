package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** Who is accountable, and on what grounds. */
@Wire
public record Accountability(
    @JsonPropertyDescription("The party that is accountable.") @Required @Format.Line
        String accountable,
    @JsonPropertyDescription("Why: owner of the catalog, or a dated transfer.")
        @Required
        @Format.Line
        String because) {}
