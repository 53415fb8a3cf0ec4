package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** What became of one entitlement. */
@Wire
public record EntitlementStatus(
    @JsonPropertyDescription("The name of the entitlement.") @Required @Format.Name String name,
    @JsonPropertyDescription(
            "SHA-256 of the entitlement as resolved. It changes with everything that matters.")
        @Format.Digest
        @Nullable String digest,
    @JsonPropertyDescription("Whether it can be requested now.") @Required boolean requestable,
    @JsonPropertyDescription("Why it can or cannot be requested, and what would help.") @Format.Line
        @Nullable String reason,
    @JsonPropertyDescription("How many grants of it are live.") @Min(0) @Whole int active,
    @JsonPropertyDescription("How many requests for it wait for a decision.") @Min(0) @Whole
        int waiting) {}
