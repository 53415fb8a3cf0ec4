package dev.leasehold.audit;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What a record must say by what the log says.
 *
 * @param values one of these
 * @param since since when; nothing for what never changes
 */
record Expected(Set<String> values, Optional<Instant> since) {
  Expected {
    values = Set.copyOf(values);
  }

  static Optional<Expected> fixed(String value) {
    return fixed(value.isEmpty() ? Set.of() : Set.of(value));
  }

  /** Nothing is expected where no value is known. */
  static Optional<Expected> fixed(Set<String> values) {
    return values.isEmpty()
        ? Optional.empty()
        : Optional.of(new Expected(values, Optional.empty()));
  }

  /** Nothing is expected where no value is known. */
  static Optional<Expected> since(Instant since, Set<String> values) {
    return values.isEmpty()
        ? Optional.empty()
        : Optional.of(new Expected(values, Optional.of(since)));
  }
}
