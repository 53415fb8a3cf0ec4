package dev.leasehold.api.v1alpha1;

/** What an applier was. */
@Word
public enum AppliedAs {
  /** Listed in the chart's {@code machines}, by name or by group. */
  Machine,
  /** May request for others, and named nobody. */
  Delegate,
  /** Nobody knows: the request was created when the admission policies may have been off. */
  Unproved
}
