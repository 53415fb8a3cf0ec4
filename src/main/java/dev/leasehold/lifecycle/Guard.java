package dev.leasehold.lifecycle;

import dev.leasehold.model.Reason;
import java.time.Instant;

/** Whether the admission guard was last proved to be live. */
public sealed interface Guard {
  /**
   * Proved, for the policies with this fingerprint.
   *
   * @param since what was created earlier may have been created while it was off
   */
  record Live(String fingerprint, Instant since) implements Guard {
    /** For as long as there is anything. */
    public Live(String fingerprint) {
      this(fingerprint, Instant.EPOCH);
    }
  }

  /** Not proved: stamps may have been forged, so none is honoured. */
  record Unproved(Reason reason) implements Guard {}
}
