package dev.leasehold.api.v1alpha1;

/** By what way a request came; said by the applier, never trusted. */
@Word
public enum ChannelType {
  /** An assistant acting for a person. */
  AIAssistant,
  /** A person at a terminal. */
  CLI,
  /** A controller that applies a repository. */
  GitOps,
  /** None of the others. */
  Other,
  /** A build or deployment pipeline. */
  Pipeline,
  /** A self-service page. */
  Portal
}
