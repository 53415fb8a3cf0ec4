package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/** Upper limits for open requests and live grants of one entitlement. */
@Wire
public record Caps(
    @JsonPropertyDescription(
            "How many open requests and live grants a subject may have. Absent: no limit.")
        @Min(1)
        @Max(1000)
        @Whole
        @Nullable Integer perSubject,
    @JsonPropertyDescription(
            "How many open requests and live grants a namespace may have. Absent: no limit.")
        @Min(1)
        @Max(10000)
        @Whole
        @Nullable Integer perNamespace,
    @JsonPropertyDescription(
            "How many open requests and live grants a requester may have in all namespaces together. Absent: no"
                + " limit.")
        @Min(1)
        @Max(10000)
        @Whole
        @Nullable Integer perRequester) {}
