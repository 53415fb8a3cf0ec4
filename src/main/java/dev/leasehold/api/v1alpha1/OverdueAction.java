package dev.leasehold.api.v1alpha1;

/** What happens when a review is not done in time. */
@Word
public enum OverdueAction {
  /** The condition ReviewRequired stays; access goes on. */
  Flag,
  /** Access ends. */
  Revoke
}
