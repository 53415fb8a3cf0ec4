package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** Points to an entry of the evidence log. */
@Wire
public record EvidenceEntry(
    @JsonPropertyDescription("The number of the entry in the log.") @Required @Min(0) @Whole
        long index,
    @JsonPropertyDescription("Its leaf hash in the log's tree: SHA-256 by RFC 6962.")
        @Required
        @Format.Digest
        String digest,
    @JsonPropertyDescription("When it happened, as the entry says: RFC 3339 in UTC.") @Format.Time
        @Nullable String at,
    @JsonPropertyDescription("How many entries the first checkpoint that covers it has.")
        @Min(1)
        @Whole
        @Nullable Long size) {}
