package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** How many people in one role must agree, and when. */
@Wire
public record ApprovalRule(
    @JsonPropertyDescription(
            "The role. Holders of the verb approve on entitlements/<role> for <catalog>.<entitlement> are in it.")
        @Required
        @Format.Name
        String role,
    @JsonPropertyDescription("How many different people of that role must agree, 1 to 8.")
        @Required
        @Min(1)
        @Max(8)
        @Whole
        int count,
    @JsonPropertyDescription(
            "A CEL expression over the request that says whether this rule applies. Absent: always.")
        @Size(min = 1, max = 1024)
        @Nullable String when) {}
