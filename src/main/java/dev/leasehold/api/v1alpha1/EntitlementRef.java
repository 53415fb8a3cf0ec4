package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** Names an entitlement of a catalog. */
@Wire
public record EntitlementRef(
    @JsonPropertyDescription("The name of the EntitlementCatalog.") @Required @Format.Name
        String catalog,
    @JsonPropertyDescription("The name of the entitlement in that catalog.") @Required @Format.Name
        String name) {}
