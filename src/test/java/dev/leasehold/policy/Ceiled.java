package dev.leasehold.policy;

import dev.leasehold.model.NamespaceSelector;
import dev.leasehold.model.Sensitivity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Ceilings for tests, each limit by its name; what is not named is not limited. */
public record Ceiled(Ceiling ceiling) {
  /** Over every catalog, and without limits. */
  public static Ceiled all() {
    return over(Map.of());
  }

  /** Over catalogs with these labels. */
  public static Ceiled over(Map<String, String> labels) {
    return new Ceiled(
        new Ceiling(
            new NamespaceSelector(labels, List.of()),
            Set.of(Ceiling.ANY),
            Ceiling.Lasting.any(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            ApprovalLimits.any()));
  }

  public Ceiled in(String... namespaces) {
    return new Ceiled(
        new Ceiling(
            ceiling.catalogs(),
            Set.of(namespaces),
            ceiling.lasting(),
            ceiling.maxSensitivity(),
            ceiling.roles(),
            ceiling.vault(),
            ceiling.people()));
  }

  public Ceiled lasting(Duration window) {
    return within(new Ceiling.Lasting(Optional.of(window), Optional.empty()));
  }

  public Ceiled within(Ceiling.Lasting most) {
    return new Ceiled(
        new Ceiling(
            ceiling.catalogs(),
            ceiling.namespaces(),
            most,
            ceiling.maxSensitivity(),
            ceiling.roles(),
            ceiling.vault(),
            ceiling.people()));
  }

  public Ceiled rated(Sensitivity most) {
    return new Ceiled(
        new Ceiling(
            ceiling.catalogs(),
            ceiling.namespaces(),
            ceiling.lasting(),
            Optional.of(most),
            ceiling.roles(),
            ceiling.vault(),
            ceiling.people()));
  }

  public Ceiled giving(Set<String> roles, Set<String> clusterRoles) {
    return new Ceiled(
        new Ceiling(
            ceiling.catalogs(),
            ceiling.namespaces(),
            ceiling.lasting(),
            ceiling.maxSensitivity(),
            Optional.of(new Ceiling.Roles(roles, clusterRoles)),
            ceiling.vault(),
            ceiling.people()));
  }

  /** Without paths every path is open. */
  public Ceiled opening(String connection, String... paths) {
    Optional<List<String>> listed = Optional.of(List.of(paths)).filter(list -> !list.isEmpty());
    return with(new Ceiling.Vaults(Set.of(connection), listed, Optional.empty()));
  }

  /** Every path of that connection, by these token roles. */
  public Ceiled openingBy(String connection, String... tokenRoles) {
    return with(
        new Ceiling.Vaults(Set.of(connection), Optional.empty(), Optional.of(Set.of(tokenRoles))));
  }

  private Ceiled with(Ceiling.Vaults most) {
    return new Ceiled(
        new Ceiling(
            ceiling.catalogs(),
            ceiling.namespaces(),
            ceiling.lasting(),
            ceiling.maxSensitivity(),
            ceiling.roles(),
            Optional.of(most),
            ceiling.people()));
  }

  public Ceiled asking(int approvals) {
    return with(
        new ApprovalLimits(
            OptionalInt.of(approvals), Set.of(), Optional.empty(), true, Optional.empty()));
  }

  public Ceiled with(ApprovalLimits people) {
    return new Ceiled(
        new Ceiling(
            ceiling.catalogs(),
            ceiling.namespaces(),
            ceiling.lasting(),
            ceiling.maxSensitivity(),
            ceiling.roles(),
            ceiling.vault(),
            people));
  }
}
