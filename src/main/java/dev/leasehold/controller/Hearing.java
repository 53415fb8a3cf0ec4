package dev.leasehold.controller;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Passes on what has changed in the process that works. To say what a change concerns may take
 * going through all catalogs, so one that stands by does not even do that.
 */
record Hearing(BooleanSupplier working, Consumer<Change> changed) {
  void of(Supplier<Change> change) {
    maybe(() -> Optional.of(change.get()));
  }

  /** The same of what may concern nobody. */
  void maybe(Supplier<Optional<Change>> change) {
    if (working.getAsBoolean()) {
      change.get().ifPresent(changed);
    }
  }
}
