package dev.leasehold.policy;

import dev.leasehold.model.Entitlement;
import dev.leasehold.model.Request;
import dev.leasehold.model.Sensitivity;
import dev.leasehold.model.Target;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The ceilings over one catalog, with what an entitlement of it hands out of Vault.
 *
 * @param uses of all its targets
 */
public record Ceilings(List<Ceiling> over, List<Ceiling.Use> uses) {
  /** As many are told at once as fit into a message. */
  private static final int MOST = 4;

  public Ceilings {
    over = List.copyOf(over);
    uses = List.copyOf(uses);
  }

  /** What of the entitlement exceeds one of them, by name; empty if nothing does. */
  public Optional<String> exceededBy(Entitlement entitlement) {
    return told(over.stream().flatMap(c -> c.exceededBy(entitlement, uses).stream()));
  }

  /** The same of what was granted to a request, which may be less than is offered, or other. */
  Optional<String> exceededBy(Request asked, Entitlement granted) {
    List<String> names = asked.targets();
    List<Ceiling.Use> used =
        uses.stream().filter(u -> names.isEmpty() || names.contains(u.target())).toList();
    return exceededBy(asked, Optional.of(granted.sensitivity()), granted.targets(), used);
  }

  /**
   * The same where nothing else of the entitlement can be told.
   *
   * @param sensitivity empty where it is none that this version knows
   * @param used what the targets hand out of Vault
   */
  public Optional<String> exceededBy(
      Request asked,
      Optional<Sensitivity> sensitivity,
      List<Target> granted,
      List<Ceiling.Use> used) {
    return told(
        over.stream()
            .flatMap(c -> c.exceeded(sensitivity, granted, asked.duration(), used).stream()));
  }

  private static Optional<String> told(Stream<String> excess) {
    List<String> all = excess.distinct().toList();
    if (all.isEmpty()) {
      return Optional.empty();
    }
    String some = all.stream().limit(MOST).collect(Collectors.joining("; "));
    return Optional.of(all.size() <= MOST ? some : some + "; and " + (all.size() - MOST) + " more");
  }
}
