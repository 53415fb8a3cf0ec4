package dev.leasehold.grant;

import dev.leasehold.model.Reason;
import java.util.function.Function;

/**
 * What came of an attempt to hand something out. Not being able to ask is neither of the two: that
 * is {@link Unavailable}.
 */
public sealed interface Outcome<T> {
  /** It is there now, made by us or found as ours. */
  record Done<T>(T value) implements Outcome<T> {}

  /** It can not be had, and asking again changes nothing; what was made so far is to be removed. */
  record Refused<T>(Reason reason) implements Outcome<T> {}

  /** What comes of going on with it; a refusal stays one. */
  default <R> Outcome<R> then(Function<? super T, Outcome<R>> next) {
    return switch (this) {
      case Done<T>(T value) -> next.apply(value);
      case Refused<T>(Reason reason) -> new Refused<>(reason);
    };
  }
}
