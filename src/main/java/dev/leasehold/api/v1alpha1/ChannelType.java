package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** By what way a request came; said by the applier, never trusted. */
@Word
public enum ChannelType {
  @JsonPropertyDescription("an assistant that acts for a person.")
  AIAssistant,
  @JsonPropertyDescription("a person at a terminal.")
  CLI,
  @JsonPropertyDescription("a controller that applies a repository.")
  GitOps,
  @JsonPropertyDescription("none of the others.")
  Other,
  @JsonPropertyDescription("a build or deployment pipeline.")
  Pipeline,
  @JsonPropertyDescription("a self-service page.")
  Portal
}
