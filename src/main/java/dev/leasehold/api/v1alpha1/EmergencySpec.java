package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** A shorter way for emergencies, reviewed afterwards. */
@Wire
public record EmergencySpec(
    @JsonPropertyDescription("The longest window of an emergency, for example 1h.")
        @Required
        @Format.Duration
        String maxDuration,
    @JsonPropertyDescription("Who must agree in an emergency, instead of the ordinary rules.")
        @Required
        EmergencyApproval approval,
    @JsonPropertyDescription(
            "How soon after activation somebody else must review it, for example 24h.")
        @Required
        @Format.Duration
        String reviewWithin) {}
