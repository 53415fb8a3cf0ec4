package dev.leasehold.controller;

import dev.leasehold.guard.EpochNote;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * The time in which the guard was never seen failing. What was stamped in another one does not
 * count: it may have been stamped while the guard was off. Used by one thread.
 */
final class Epoch {
  private static final Logger LOG = Logger.getLogger(Epoch.class);

  private final EpochNote note;
  private final Supplier<String> random;
  private Optional<String> current = Optional.empty();
  private boolean goesOn;
  private boolean erased;

  Epoch(EpochNote note, Supplier<String> random) {
    this.note = note;
    this.random = random;
  }

  /** Another process has watched until now, so the epoch that it noted may be taken up. */
  void goesOn() {
    goesOn = true;
  }

  /** The guard was proved now. Throws if a new epoch cannot be noted: then there is none. */
  String proved() {
    if (current.isEmpty()) {
      current = goesOn ? note.noted() : Optional.empty();
    }
    if (current.isEmpty()) {
      String next = random.get();
      note.write(next);
      current = Optional.of(next);
      LOG.info("a new epoch of the guard begins; what was approved before does not count");
    }
    erased = false;
    return current.get();
  }

  /** The guard was not, or could not be, proved. */
  void over() {
    current = Optional.empty();
    goesOn = false;
    if (!erased) {
      try {
        note.erase();
        erased = true;
      } catch (RuntimeException e) {
        // Whatever it is: the next try of the guard must not depend on it, and tries this again.
        LOG.warnf("the end of the guard's epoch could not be noted (%s)", e.getMessage());
      }
    }
  }
}
