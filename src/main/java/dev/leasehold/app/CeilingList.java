package dev.leasehold.app;

import dev.leasehold.model.Durations;
import dev.leasehold.model.NamespaceSelector;
import dev.leasehold.model.NamespaceSelector.Expression;
import dev.leasehold.model.NamespaceSelector.Operator;
import dev.leasehold.model.Sensitivity;
import dev.leasehold.policy.ApprovalLimits;
import dev.leasehold.policy.Ceiling;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Reads the ceilings as the chart writes them. What it does not understand stops the operator: a
 * ceiling that is misread would let through what somebody meant to forbid.
 */
public final class CeilingList {
  private CeilingList() {}

  /** The ceilings that a list in JSON says. */
  public static List<Ceiling> parse(String json) {
    List<Ceiling> ceilings = new ArrayList<>();
    for (Section section : Section.list("ceilings", json)) {
      ceilings.add(ceiling(section));
    }
    return List.copyOf(ceilings);
  }

  private static Ceiling ceiling(Section section) {
    section.only(
        "catalogs",
        "namespaces",
        "maxDuration",
        "maxTotal",
        "maxSensitivity",
        "roles",
        "clusterRoles",
        "vault",
        "minApprovals",
        "approvalRoles",
        "maxValidFor",
        "allowSubjectControllers",
        "accountabilityTransferTo");
    Section catalogs =
        section.section("catalogs").orElseThrow(() -> section.wrong("catalogs", "is missing"));
    return new Ceiling(
        selector(catalogs),
        namespaces(section),
        new Ceiling.Lasting(
            section.read("maxDuration", Durations::parse),
            section.read("maxTotal", Durations::parse)),
        section.read("maxSensitivity", s -> Sensitivity.valueOf(s.toUpperCase(Locale.ROOT))),
        roles(section),
        section.section("vault").map(CeilingList::vault),
        people(section));
  }

  /** What switches off a separation of people has to be allowed; nothing is by being absent. */
  private static ApprovalLimits people(Section section) {
    return new ApprovalLimits(
        section
            .read("minApprovals", Integer::parseInt)
            .map(OptionalInt::of)
            .orElse(OptionalInt.empty()),
        Set.copyOf(section.strings("approvalRoles").orElse(List.of())),
        section.read("maxValidFor", Durations::parse),
        section.read("allowSubjectControllers", CeilingList::yes).orElse(false),
        Optional.of(Set.copyOf(section.strings("accountabilityTransferTo").orElse(List.of()))));
  }

  private static boolean yes(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("is neither true nor false");
    };
  }

  /** It has to be said: whoever owns a catalog answers for no namespace by that. */
  private static Set<String> namespaces(Section section) {
    Set<String> namespaces =
        Set.copyOf(
            section
                .strings("namespaces")
                .orElseThrow(
                    () ->
                        section.wrong(
                            "namespaces",
                            "is missing: list where its catalogs may bind roles, or [\"*\"] for"
                                + " wherever anything may be bound")));
    if (namespaces.contains(Ceiling.ANY) && namespaces.size() > 1) {
      throw section.wrong("namespaces", "has * and names; write one or the other");
    }
    return namespaces;
  }

  /** Where one kind is listed, of the other kind nothing is. */
  private static Optional<Ceiling.Roles> roles(Section section) {
    Optional<List<String>> roles = section.strings("roles");
    Optional<List<String>> clusterRoles = section.strings("clusterRoles");
    return roles.isEmpty() && clusterRoles.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Ceiling.Roles(
                Set.copyOf(roles.orElse(List.of())), Set.copyOf(clusterRoles.orElse(List.of()))));
  }

  private static Ceiling.Vaults vault(Section section) {
    section.only("connections", "paths", "tokenRoles");
    return new Ceiling.Vaults(
        Set.copyOf(section.strings("connections").orElse(List.of())),
        section.strings("paths"),
        section.strings("tokenRoles").map(Set::copyOf));
  }

  private static NamespaceSelector selector(Section section) {
    section.only("matchLabels", "matchExpressions");
    return new NamespaceSelector(
        section.map("matchLabels"),
        section.sections("matchExpressions").stream().map(CeilingList::expression).toList());
  }

  private static Expression expression(Section section) {
    section.only("key", "operator", "values");
    return new Expression(
        section.read("key", k -> k).orElseThrow(() -> section.wrong("key", "is missing")),
        section
            .read(
                "operator",
                o ->
                    switch (o) {
                      case "In" -> Operator.IN;
                      case "NotIn" -> Operator.NOT_IN;
                      case "Exists" -> Operator.EXISTS;
                      case "DoesNotExist" -> Operator.DOES_NOT_EXIST;
                      default -> throw new IllegalArgumentException("is no operator");
                    })
            .orElseThrow(() -> section.wrong("operator", "is missing")),
        section.strings("values").orElse(List.of()));
  }
}
