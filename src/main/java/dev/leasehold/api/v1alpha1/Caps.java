package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/** Upper limits for open requests and live grants of one entitlement. */
@Wire
public record Caps(
    @JsonPropertyDescription("Open requests and live grants per subject. Absent: no limit.")
        @Min(1)
        @Max(1000)
        @Whole
        @Nullable Integer perSubject,
    @JsonPropertyDescription("Open requests and live grants per namespace. Absent: no limit.")
        @Min(1)
        @Max(10000)
        @Whole
        @Nullable Integer perNamespace,
    @JsonPropertyDescription(
            "Open requests and live grants per requester, in all namespaces together. Absent: no limit.")
        @Min(1)
        @Max(10000)
        @Whole
        @Nullable Integer perRequester) {}
