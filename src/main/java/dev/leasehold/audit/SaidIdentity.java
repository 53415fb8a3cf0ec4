package dev.leasehold.audit;

import dev.leasehold.evidence.EventKind;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** What the log says of the offboarding of one identity, by the times of what it says. */
record SaidIdentity(Optional<Instant> frozen, Optional<Instant> lifted) {
  static final SaidIdentity NONE = new SaidIdentity(Optional.empty(), Optional.empty());

  /** With what an entry says of it, if it does. */
  SaidIdentity with(EventKind kind, Instant at) {
    if (kind == EventKind.OFFBOARDED) {
      return new SaidIdentity(latest(frozen, at), lifted);
    }
    return kind == EventKind.REINSTATED ? new SaidIdentity(frozen, latest(lifted, at)) : this;
  }

  private static Optional<Instant> latest(Optional<Instant> before, Instant at) {
    return before.filter(at::isBefore).or(() -> Optional.of(at));
  }

  /** Whether it is an identity of which anything is said. */
  boolean isSaid() {
    return frozen.isPresent() || lifted.isPresent();
  }

  /** In which phase its record must be; if both have one time either may have come last. */
  Optional<Expected> phase() {
    if (!isSaid()) {
      return Optional.empty();
    }
    Instant froze = frozen.orElse(Instant.MIN);
    Instant freed = lifted.orElse(Instant.MIN);
    if (froze.equals(freed)) {
      return Expected.since(froze, Set.of("Frozen", "Reinstated"));
    }
    return froze.isAfter(freed)
        ? Expected.since(froze, Set.of("Frozen"))
        : Expected.since(freed, Set.of("Reinstated"));
  }
}
