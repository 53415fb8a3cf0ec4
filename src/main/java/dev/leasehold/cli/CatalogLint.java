package dev.leasehold.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.leasehold.api.v1alpha1.Entitlement;
import dev.leasehold.api.v1alpha1.EntitlementCatalog;
import dev.leasehold.api.v1alpha1.EntitlementState;
import dev.leasehold.model.Binding;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.RoleRef;
import dev.leasehold.model.Target;
import dev.leasehold.observe.CatalogReader;
import dev.leasehold.observe.ClusterView;
import dev.leasehold.observe.Exclusions;
import dev.leasehold.observe.RenewalNote;
import dev.leasehold.policy.Facts.Offering;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Looks at the entitlements of catalogs whether or not anybody asks for them. Drafts are looked at
 * as if they were requestable; what is found of those is only noted.
 */
record CatalogLint(
    Manifests manifests, ClusterView view, FileRoles roles, ChartValues values, Instant now) {
  private static final Reason UNREADABLE =
      new Reason(
          ReasonCode.NOT_VALID,
          "the API server would not take the catalog as it is: look at its durations and times, and"
              + " at approval.rules, which Required needs and Auto forbids");

  /** One for each entitlement; catalogs with faults are left out. */
  List<Checked> all() {
    Map<String, EntitlementCatalog> catalogs = new LinkedHashMap<>();
    List<Manifest> sound = new ArrayList<>();
    for (Manifest manifest : manifests.of(Manifest.OURS, "EntitlementCatalog")) {
      if (Schemas.faults(manifest).isEmpty() && !catalogs.containsKey(manifest.name())) {
        catalogs.put(manifest.name(), manifest.as(EntitlementCatalog.class));
        sound.add(manifest);
      }
    }
    Exclusions exclusions =
        new Exclusions(name -> Optional.ofNullable(catalogs.get(name)), values.segregation());
    return sound.stream().flatMap(manifest -> looked(manifest, exclusions)).toList();
  }

  private Stream<Checked> looked(Manifest manifest, Exclusions exclusions) {
    EntitlementCatalog catalog = manifest.as(EntitlementCatalog.class);
    EntitlementCatalog released = released(manifest);
    List<Entitlement> written = catalog.getSpec().entitlements();
    List<Checked> all = new ArrayList<>();
    for (int i = 0; i < written.size(); i++) {
      Entitlement ready = released.getSpec().entitlements().get(i);
      all.add(looked(manifest, catalog, written.get(i), ready, exclusions));
    }
    return all.stream();
  }

  private Checked looked(
      Manifest manifest,
      EntitlementCatalog catalog,
      Entitlement written,
      Entitlement ready,
      Exclusions exclusions) {
    String name = Exclusions.qualified(catalog, written);
    List<Finding> findings = new ArrayList<>();
    boolean open = written.state() == EntitlementState.Requestable;
    if (written.state() != EntitlementState.Retired) {
      Finding.Level level = open ? Finding.Level.ERROR : Finding.Level.NOTE;
      Offering offering = offering(catalog, ready);
      obstacle(offering)
          .map(why -> Finding.of(level, why, manifest.place()))
          .ifPresent(findings::add);
      findings.addAll(roles(offering, manifest.place()));
      findings.addAll(new FileDeciders(manifests, roles).missing(name, written, manifest.place()));
    }
    exclusions
        .note(catalog, written)
        .map(note -> Finding.note(Code.EXCLUSION_WITHOUT_EFFECT, manifest.place(), note))
        .ifPresent(findings::add);
    RenewalNote.of(written)
        .map(note -> Finding.note(Code.RENEWAL_WITHOUT_EFFECT, manifest.place(), note))
        .ifPresent(findings::add);
    return new Checked(Checked.Kind.ENTITLEMENT, name, manifest.place(), "", List.of(), findings);
  }

  private Offering offering(EntitlementCatalog catalog, Entitlement entitlement) {
    try {
      return new CatalogReader(view, values.toSubjects(), Judging.RULES)
          .read(catalog, entitlement, now);
    } catch (IllegalArgumentException | DateTimeException e) {
      return new Offering.NotYet(UNREADABLE);
    }
  }

  /** Among what was found of an entitlement, why it cannot be requested. */
  static Optional<Finding> obstacle(List<Finding> findings) {
    return findings.stream().filter(finding -> !finding.isOwn()).findFirst();
  }

  private static Optional<Reason> obstacle(Offering offering) {
    return switch (offering) {
      case Offering.Requestable _ -> Optional.empty();
      case Offering.Exceeding(var _, var _, Reason why) -> Optional.of(why);
      case Offering.NotYet(Reason why) -> Optional.of(why);
      case Offering.Missing(Reason why) -> Optional.of(why);
      case Offering.Retired(Reason why) -> Optional.of(why);
    };
  }

  private List<Finding> roles(Offering offering, Place place) {
    return offering instanceof Offering.Requestable(var entitlement)
        ? roles(entitlement.targets(), roles, place)
        : List.of();
  }

  /** Of which roles the files say less than the cluster knows. */
  static List<Finding> roles(List<Target> targets, FileRoles roles, Place place) {
    return targets.stream()
        .flatMap(target -> target.bindings().stream())
        .map(Binding::role)
        .distinct()
        .flatMap(role -> doubt(role, roles, place).stream())
        .toList();
  }

  private static Optional<Finding> doubt(RoleRef role, FileRoles roles, Place place) {
    String name = role.kind().text() + " " + role.name();
    if (roles.isStock(role)) {
      return Optional.of(
          Finding.note(
              Code.STOCK_RULES,
              place,
              name
                  + " is not in the files; its rules are those of Kubernetes "
                  + StockRoles.VERSION
                  + ", to which the cluster's may add"));
    }
    String none =
        " is aggregated and the files have none of its rules, so what it gives is neither judged"
            + " nor shown; add it as the cluster has it";
    return roles.isUnknown(role)
        ? Optional.of(Finding.note(Code.RULES_UNKNOWN, place, name + none))
        : Optional.empty();
  }

  /** The same catalog, were its drafts requestable. */
  private static EntitlementCatalog released(Manifest manifest) {
    ObjectNode copy = manifest.json().deepCopy();
    for (JsonNode entitlement : copy.path("spec").path("entitlements")) {
      if (entitlement.path("state").asText().equals("Draft")) {
        ((ObjectNode) entitlement).put("state", "Requestable");
      }
    }
    return new Manifest(manifest.place(), copy).as(EntitlementCatalog.class);
  }
}
