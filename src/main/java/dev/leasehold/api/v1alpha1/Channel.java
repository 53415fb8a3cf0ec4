package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** By what way a request came; said by the applier, never trusted. */
@Wire
public record Channel(
    @JsonPropertyDescription("By what way it came.") @Required ChannelType type,
    @JsonPropertyDescription("The tool, for example argocd. Absent: not said.") @Format.Title
        @Nullable String name,
    @JsonPropertyDescription(
            "Where it can be followed up, for example the address of a commit or a ticket. Absent: not said.")
        @Format.Line
        @Nullable String reference) {}
