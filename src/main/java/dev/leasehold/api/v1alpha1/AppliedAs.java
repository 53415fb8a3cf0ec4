package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** What an applier was. */
@Word
public enum AppliedAs {
  @JsonPropertyDescription(
      "the applier is listed in the chart value machines, by name or by group.")
  Machine,
  @JsonPropertyDescription("the applier may request for others, and named nobody.")
  Delegate,
  @JsonPropertyDescription(
      "it is not known who applied it, since the admission policies may have been off.")
  Unproved
}
