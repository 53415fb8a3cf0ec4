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
    @JsonPropertyDescription("SHA-256 of the entry.") @Required @Format.Digest String digest,
    @JsonPropertyDescription("When it was written: RFC 3339 in UTC.") @Format.Time
        @Nullable String at) {}
