package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;

/** How far the quorum of one role is. */
@Wire
public record OfferApproval(
    @JsonPropertyDescription("The role whose approvals are counted.") @Required @Format.Name
        String role,
    @JsonPropertyDescription("How many people of the role must agree.")
        @Required
        @Min(1)
        @Max(8)
        @Whole
        int needed,
    @JsonPropertyDescription("How many people have agreed in this role.")
        @Required
        @Min(0)
        @Max(8)
        @Whole
        int given) {}
