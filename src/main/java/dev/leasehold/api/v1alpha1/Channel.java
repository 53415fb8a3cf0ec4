package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** By what way a request came; said by the applier, never trusted. */
@Wire
public record Channel(
    @JsonPropertyDescription("How it came: GitOps, CLI, Portal, Pipeline, AIAssistant or Other.")
        @Required
        ChannelType type,
    @JsonPropertyDescription("The tool, for example argocd.") @Format.Title @Nullable String name,
    @JsonPropertyDescription(
            "Where it can be followed up, for example the address of a commit or a ticket.")
        @Format.Line
        @Nullable String reference) {}
