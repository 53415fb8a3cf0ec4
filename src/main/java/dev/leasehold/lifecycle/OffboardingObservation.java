package dev.leasehold.lifecycle;

import dev.leasehold.model.Stamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Everything about the offboarding of one identity at one moment.
 *
 * @param offboardings what its service account is attested to say and was not latched yet, in order
 * @param reinstatements the same of the record
 * @param account whether a service account is there whose stamps were latched
 * @param open whether some grant of the identity is not closed
 * @param settled whether the record says that none is open; empty where it says nothing yet
 * @param deleted somebody deleted the record
 * @param retainUntil when the record of an identity that was reinstated may be let go
 */
public record OffboardingObservation(
    Standing standing,
    List<Stamp> offboardings,
    List<Stamp> reinstatements,
    Presence account,
    boolean open,
    Optional<Boolean> settled,
    boolean deleted,
    Guard guard,
    Optional<Instant> retainUntil) {
  public OffboardingObservation {
    offboardings = List.copyOf(offboardings);
    reinstatements = List.copyOf(reinstatements);
  }

  /** What the record says. */
  public enum Standing {
    /** There is none. */
    NEVER,
    FROZEN,
    REINSTATED,
    /** It knows nothing of the latest offboarding, of which the evidence log tells. */
    LOST
  }
}
