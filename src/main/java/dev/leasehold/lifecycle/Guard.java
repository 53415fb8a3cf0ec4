package dev.leasehold.lifecycle;

import dev.leasehold.model.Reason;

/** Whether the admission guard was last proved to be live. */
public sealed interface Guard {
  /** Proved, for the policies with this fingerprint. */
  record Live(String fingerprint) implements Guard {}

  /** Not proved: stamps may have been forged, so none is honoured. */
  record Unproved(Reason reason) implements Guard {}
}
