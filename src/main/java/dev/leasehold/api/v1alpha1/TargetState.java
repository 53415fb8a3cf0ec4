package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** Where one target of a grant is. */
@Word
public enum TargetState {
  @JsonPropertyDescription("nothing was provisioned yet.")
  Pending,
  @JsonPropertyDescription("everything of it exists.")
  Provisioned,
  @JsonPropertyDescription("being revoked.")
  Ending,
  @JsonPropertyDescription("a read showed that nothing of it is left.")
  Removed,
  @JsonPropertyDescription("it could not be provisioned, and is being revoked.")
  Failed
}
