package dev.leasehold.evidence;

import dev.leasehold.model.Freeze;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the log says of one identity, as far as it was read.
 *
 * @param frozen the latest offboarding, with its time
 * @param lifted the latest reinstatement
 */
record IdentityWord(Optional<Freeze> frozen, Optional<Instant> lifted) {
  IdentityWord and(IdentityWord other) {
    return new IdentityWord(
        later(frozen, other.frozen, IdentityWord::since), later(lifted, other.lifted, at -> at));
  }

  private static <T> Optional<T> later(
      Optional<T> one, Optional<T> other, Function<T, Instant> at) {
    return one.filter(a -> other.filter(b -> at.apply(b).isAfter(at.apply(a))).isEmpty())
        .or(() -> other);
  }

  static Instant since(Freeze freeze) {
    return freeze.since().orElse(Instant.MIN);
  }

  /** If both have one time nobody can tell which came last, so it is frozen. */
  Optional<Freeze> freeze() {
    return frozen.filter(it -> lifted.filter(at -> at.isAfter(since(it))).isEmpty());
  }
}
