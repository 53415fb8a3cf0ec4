package dev.leasehold.model;

import java.util.List;
import java.util.Optional;

/**
 * What is known to exist for one target: what the record's status says. It is a hint, never the
 * limit: what the names say may exist is removed also where the hint is missing. Only what Vault
 * holds has no names, which is why it is noted before it is of use.
 */
public record Holdings(
    List<ObjectRef> objects,
    Optional<CredentialFacts> current,
    Optional<CredentialFacts> previous,
    List<VaultHold> vault) {
  public Holdings {
    objects = List.copyOf(objects);
    vault = List.copyOf(vault);
  }

  /** With nothing in Vault. */
  public Holdings(
      List<ObjectRef> objects,
      Optional<CredentialFacts> current,
      Optional<CredentialFacts> previous) {
    this(objects, current, previous, List.of());
  }

  /** Nothing is known, which does not mean that nothing is there. */
  public static Holdings unknown() {
    return new Holdings(List.of(), Optional.empty(), Optional.empty());
  }
}
