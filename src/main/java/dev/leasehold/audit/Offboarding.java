package dev.leasehold.audit;

import java.time.Instant;
import java.util.Optional;

/**
 * That an identity was offboarded, and whether it was reinstated since.
 *
 * @param subject user name of the service account
 * @param after when it had last been reinstated before that
 * @param lifted when it was reinstated
 */
public record Offboarding(
    String subject,
    Optional<Instant> after,
    Instant at,
    String by,
    String reason,
    Optional<Instant> lifted,
    String liftedBy) {
  private static final String CAUSE = "SubjectOffboarded";

  Offboarding lifted(Instant when, String by) {
    return new Offboarding(subject, after, at, this.by, reason, Optional.of(when), by);
  }

  /** Whether the access ended, or is to end, by it. */
  boolean ended(Life life) {
    return life.ending().reason().equals(CAUSE)
        && life.asking().subject().equals(subject)
        && life.ending().begun().filter(this::isWithin).isPresent();
  }

  /** Access ends as soon as somebody says it, which may be before that is on record. */
  private boolean isWithin(Instant begun) {
    return after.filter(begun::isBefore).isEmpty()
        && lifted.filter(end -> !begun.isBefore(end)).isEmpty();
  }
}
