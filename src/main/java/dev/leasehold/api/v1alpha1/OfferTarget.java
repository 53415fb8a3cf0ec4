package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** What would end the access of one target if the operator were not there to do it. */
@Wire
public record OfferTarget(
    @JsonPropertyDescription("The name of the target.") @Required @Format.Name String name,
    @JsonPropertyDescription("What would end its access while the operator is not running.")
        @Required
        Backstop backstop) {}
