package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** Whether people must agree before access is given. */
@Word
public enum ApprovalMode {
  @JsonPropertyDescription("nobody is asked; the policies alone decide.")
  Auto,
  @JsonPropertyDescription("the people that the rules name must agree.")
  Required
}
