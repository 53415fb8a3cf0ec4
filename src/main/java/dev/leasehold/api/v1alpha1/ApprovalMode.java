package dev.leasehold.api.v1alpha1;

/** Whether people must agree before access is given. */
@Word
public enum ApprovalMode {
  /** Nobody is asked; the policies alone decide. */
  Auto,
  /** The quorum of the rules that apply must agree. */
  Required
}
