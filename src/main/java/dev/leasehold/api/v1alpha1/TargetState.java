package dev.leasehold.api.v1alpha1;

/** Where one target of a grant is. */
@Word
public enum TargetState {
  /** Nothing has been made yet. */
  Pending,
  /** Everything of it exists. */
  Provisioned,
  /** Being taken back. */
  Ending,
  /** A read showed that nothing of it is left. */
  Removed,
  /** It could not be provisioned; it is being rolled back. */
  Failed
}
