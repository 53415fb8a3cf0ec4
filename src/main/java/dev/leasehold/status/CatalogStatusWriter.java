package dev.leasehold.status;

import dev.leasehold.api.v1alpha1.EntitlementCatalog;
import dev.leasehold.api.v1alpha1.EntitlementCatalogStatus;
import dev.leasehold.api.v1alpha1.EntitlementState;
import dev.leasehold.api.v1alpha1.EntitlementStatus;
import dev.leasehold.api.v1alpha1.PlainLine;
import dev.leasehold.model.ReasonCode;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says in a catalog's status what of it can be requested, and what is missing by name. */
public final class CatalogStatusWriter {
  private static final int REASON = 1024;

  private CatalogStatusWriter() {}

  /**
   * One entitlement as it stands.
   *
   * @param obstacle why it cannot be requested; empty if it can
   * @param note what its owner should look at although it can be requested
   * @param digest of the entitlement as resolved; empty if it could not be
   */
  public record Standing(
      String name,
      Optional<String> obstacle,
      Optional<String> note,
      Optional<String> digest,
      int active,
      int waiting) {}

  /** The catalog's status. */
  public static EntitlementCatalogStatus status(
      EntitlementCatalog catalog, List<Standing> standings, Instant now) {
    EntitlementCatalogStatus before = catalog.getStatus();
    Long generation = catalog.getMetadata().getGeneration();
    List<Condition> old = before == null ? List.of() : before.conditions();
    Conditions conditions = new Conditions(old, generation, now);
    String closed =
        standings.stream()
            .filter(s -> s.obstacle().isPresent())
            .map(Standing::name)
            .filter(name -> isOffered(catalog, name))
            .collect(Collectors.joining(", "));
    if (closed.isEmpty()) {
      conditions.isTrue(
          Conditions.READY,
          ReasonCode.REQUESTABLE,
          "every entitlement that is meant to be can be requested");
    } else {
      conditions.isFalse(
          Conditions.READY,
          ReasonCode.NOT_REQUESTABLE,
          "cannot be requested: " + closed + "; status.entitlements says why");
    }
    return new EntitlementCatalogStatus(
        conditions.list(), standings.stream().map(CatalogStatusWriter::of).toList(), generation);
  }

  /** A draft is not yet, and what is retired never will be again; neither lacks anything. */
  private static boolean isOffered(EntitlementCatalog catalog, String name) {
    return catalog.getSpec().entitlements().stream()
        .anyMatch(e -> e.name().equals(name) && e.state() == EntitlementState.Requestable);
  }

  private static EntitlementStatus of(Standing standing) {
    return new EntitlementStatus(
        standing.name(),
        standing.digest().orElse(null),
        standing.obstacle().isEmpty(),
        standing.obstacle().or(standing::note).map(o -> PlainLine.of(o, REASON)).orElse(null),
        standing.active(),
        standing.waiting());
  }
}
