package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** How a window may be prolonged; in mode Auto none of less than two minutes is. */
@Wire
public record RenewalSpec(
    @JsonPropertyDescription(
            "How long before the end of the window a renewal is offered, for example 2h; at most as"
                + " long as was asked for. In mode Auto windows shorter than 2m are not renewed.")
        @Required
        @Format.Duration
        String openBefore,
    @JsonPropertyDescription("The longest life with all renewals, for example 2160h.")
        @Required
        @Format.Duration
        String maxTotal) {}
