package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** How an approver spoke. */
@Word
public enum ApprovalMethod {
  @JsonPropertyDescription("by an annotation, attested by the API server.")
  Annotation,
  @JsonPropertyDescription("by a signature with the approver's SSH key.")
  Signature
}
