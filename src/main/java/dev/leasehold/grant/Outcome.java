package dev.leasehold.grant;

import dev.leasehold.model.Reason;

/**
 * What came of an attempt to hand something out. Not being able to ask is neither of the two: that
 * is {@link Unavailable}.
 */
public sealed interface Outcome<T> {
  /** It is there now, made by us or found as ours. */
  record Done<T>(T value) implements Outcome<T> {}

  /** It can not be had, and asking again changes nothing; what was made so far is to be removed. */
  record Refused<T>(Reason reason) implements Outcome<T> {}
}
