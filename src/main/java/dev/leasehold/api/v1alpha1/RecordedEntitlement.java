package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** The entitlement as it was at the decision. */
@Wire
public record RecordedEntitlement(
    @JsonPropertyDescription("The name of its catalog.") @Required @Format.Name String catalog,
    @JsonPropertyDescription("Its name in the catalog.") @Required @Format.Name String name,
    @JsonPropertyDescription("SHA-256 of it as resolved; absent when it could not be resolved.")
        @Format.Digest
        @Nullable String digest,
    @JsonPropertyDescription("Who answered for it.") @Nullable Owners owners,
    @JsonPropertyDescription(
            "Who was to be accountable for it instead of its catalog's owner, until when, and who accepted that.")
        @Nullable RecordedTransfer accountabilityTransfer,
    @JsonPropertyDescription("What it gave, in a few words.") @Format.Title @Nullable String title,
    @JsonPropertyDescription("How much harm it could do in the wrong hands.")
        @Nullable Sensitivity sensitivity) {}
