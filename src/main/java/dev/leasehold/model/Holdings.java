package dev.leasehold.model;

import java.util.List;
import java.util.Optional;

/**
 * What is known to exist for one target: what the record's status says. It is a hint, never the
 * limit: what the names say may exist is removed also where the hint is missing.
 */
public record Holdings(
    List<ObjectRef> objects,
    Optional<CredentialFacts> current,
    Optional<CredentialFacts> previous) {
  public Holdings {
    objects = List.copyOf(objects);
  }

  /** Nothing is known, which does not mean that nothing is there. */
  public static Holdings unknown() {
    return new Holdings(List.of(), Optional.empty(), Optional.empty());
  }
}
