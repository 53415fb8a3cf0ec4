package dev.leasehold.observe;

import dev.leasehold.api.v1alpha1.Entitlement;
import dev.leasehold.api.v1alpha1.EntitlementCatalog;
import dev.leasehold.api.v1alpha1.EntitlementTarget;
import dev.leasehold.api.v1alpha1.VaultDynamic;
import dev.leasehold.api.v1alpha1.VaultStatic;
import dev.leasehold.api.v1alpha1.VaultTarget;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.Request;
import dev.leasehold.model.Sensitivity;
import dev.leasehold.model.Target;
import dev.leasehold.policy.Ceiling;
import dev.leasehold.policy.Ceilings;
import dev.leasehold.policy.Facts.Offering;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Holds what can be requested against the ceilings over its catalog. */
final class CeilingReader {
  private static final String NAME = "kubernetes.io/metadata.name";

  private CeilingReader() {}

  static Offering judge(
      Offering offering, EntitlementCatalog catalog, Entitlement entitlement, List<Ceiling> all) {
    List<Ceiling> over = over(catalog, all);
    if (all.isEmpty() || !(offering instanceof Offering.Requestable(var resolved))) {
      return offering;
    }
    if (over.isEmpty()) {
      return new Offering.NotYet(uncovered(catalog));
    }
    Ceilings ceilings =
        new Ceilings(over, entitlement.targets().stream().flatMap(CeilingReader::offered).toList());
    return ceilings
        .exceededBy(resolved)
        .<Offering>map(
            excess -> new Offering.Exceeding(resolved, ceilings, exceeding(resolved, excess)))
        .orElse(offering);
  }

  private static List<Ceiling> over(EntitlementCatalog catalog, List<Ceiling> all) {
    Map<String, String> labels = labels(catalog);
    return all.stream().filter(ceiling -> ceiling.over(labels)).toList();
  }

  /**
   * What of a grant is above a ceiling. It is told by the grant alone, so that whoever owns the
   * catalog cannot keep it by offering nothing at the moment.
   */
  static Optional<String> above(
      EntitlementCatalog catalog,
      Entitlement entitlement,
      Request asked,
      List<Target> granted,
      List<Ceiling> all) {
    List<Ceiling.Use> uses = granted.stream().flatMap(CeilingReader::use).toList();
    Optional<Sensitivity> rated =
        Arrays.stream(Sensitivity.values())
            .filter(s -> s.name().equalsIgnoreCase(entitlement.sensitivity().name()))
            .findFirst();
    return new Ceilings(over(catalog, all), uses).exceededBy(asked, rated, granted, uses);
  }

  /** With one that nobody can take away, as namespaces have it. */
  private static Map<String, String> labels(EntitlementCatalog catalog) {
    Map<String, String> labels =
        new HashMap<>(Objects.requireNonNullElse(catalog.getMetadata().getLabels(), Map.of()));
    labels.put(NAME, catalog.getMetadata().getName());
    return labels;
  }

  /** Where there are ceilings, to be under none is no way round them. */
  private static Reason uncovered(EntitlementCatalog catalog) {
    return new Reason(
        ReasonCode.CEILING_MISSING,
        "no ceiling is over catalog "
            + catalog.getMetadata().getName()
            + ", and where the chart has ceilings every catalog needs one; have one added that"
            + " chooses it");
  }

  private static Reason exceeding(dev.leasehold.model.Entitlement resolved, String excess) {
    return new Reason(
        ReasonCode.CEILING_EXCEEDED,
        resolved.ref().qualified()
            + ": "
            + excess
            + "; keep within it, or have it raised in the chart's ceilings");
  }

  private static Stream<Ceiling.Use> offered(EntitlementTarget target) {
    VaultTarget vault = target.vault();
    return vault == null
        ? Stream.empty()
        : Stream.of(
            new Ceiling.Use(target.name(), vault.connection(), vault.tokenRole(), path(vault)));
  }

  private static Stream<Ceiling.Use> use(Target target) {
    return target instanceof Target.Vault vault
        ? Stream.of(
            new Ceiling.Use(
                target.name(), vault.connection(), vault.tokenRole(), vault.source().path()))
        : Stream.empty();
  }

  private static Optional<String> path(VaultTarget vault) {
    VaultDynamic made = vault.dynamicSecret();
    return made != null
        ? Optional.of(made.path())
        : Optional.ofNullable(vault.kv()).map(VaultStatic::path);
  }
}
