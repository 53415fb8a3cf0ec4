package dev.leasehold.api.v1alpha1;

/** How an approver spoke. */
@Word
public enum ApprovalMethod {
  /** By annotation, stamped by the API server. */
  Annotation,
  /** By a committed signature of the approver's SSH key. */
  Signature
}
