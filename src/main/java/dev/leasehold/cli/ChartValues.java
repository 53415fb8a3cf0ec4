package dev.leasehold.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leasehold.app.CeilingList;
import dev.leasehold.approval.ssh.Signer;
import dev.leasehold.model.Durations;
import dev.leasehold.model.Persons;
import dev.leasehold.model.RoleRef;
import dev.leasehold.model.Segregation;
import dev.leasehold.observe.Bindable;
import dev.leasehold.observe.PersonsReader;
import dev.leasehold.observe.SegregationReader;
import dev.leasehold.observe.SignersReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the operator is configured with, as far as it decides about requests.
 *
 * @param all the roles that it may bind at all; empty where that is not known
 */
record ChartValues(
    Optional<Bindable> all,
    Bindable toSubjects,
    List<Signer> signers,
    Persons persons,
    Segregation segregation,
    Duration retention) {
  private static final Duration RETENTION = Duration.ofDays(90);

  /** Where no values are given, whatever the files name may be bound, and nobody signs. */
  static ChartValues unknown(Manifests manifests) {
    Set<String> names = new HashSet<>();
    manifests
        .of(Manifest.OURS, "EntitlementCatalog")
        .forEach(
            c -> c.json().findValues("roleRef").forEach(r -> names.add(r.path("name").asText())));
    Map<String, List<String>> vaults = new HashMap<>();
    manifests
        .of(Manifest.OURS, "EntitlementCatalog")
        .forEach(
            c ->
                c.json()
                    .findValues("vault")
                    .forEach(v -> vaults.put(v.path("connection").asText(), List.of())));
    return new ChartValues(
        Optional.empty(),
        new Bindable(names, names).with(vaults).withLog(true),
        List.of(),
        Persons.PLAIN,
        Segregation.NONE,
        RETENTION);
  }

  /**
   * Reads a file of values as {@code helm install --values} takes it: over the chart's own, and
   * only what its schema has.
   *
   * @throws IllegalArgumentException saying what in it cannot be used
   */
  static ChartValues read(Path file) {
    JsonNode json = ValuesSchema.over(json(file));
    JsonNode bindable = json.path("bindable");
    JsonNode toSubjects = bindable.path("toSubjects");
    return new ChartValues(
        Optional.of(bindable(bindable)),
        bindable(toSubjects)
            .within(names(bindable.path("namespaces")))
            .but(Set.of(json.path("grantsNamespace").asText()))
            .under(CeilingList.parse(given(json.path("ceilings"), "[]")))
            .with(vaults(json.path("vault").path("connections")))
            .withLog(json.path("evidence").path("enabled").asBoolean()),
        SignersReader.read(given(json.path("signers"), "[]")),
        PersonsReader.read(given(json.path("people"), "[]"), given(json.path("machines"), "{}")),
        SegregationReader.read(given(json.path("exclusions"), "[]")),
        json.path("retention").isTextual()
            ? Durations.parse(json.path("retention").asText())
            : RETENTION);
  }

  /** The sinks of notices in such a file, in JSON. */
  static String sinks(Path file) {
    return given(json(file).path("notices").path("sinks"), "[]");
  }

  private static JsonNode json(Path file) {
    Manifests values = Manifests.in(List.of(file));
    if (!values.faults().isEmpty() || values.all().size() != 1) {
      throw new IllegalArgumentException(file + " is no file of chart values in YAML");
    }
    return values.all().getFirst().json();
  }

  boolean mayBind(RoleRef role) {
    return all.isEmpty()
        || switch (role.kind()) {
          case ROLE -> all.get().roles().contains(role.name());
          case CLUSTER_ROLE -> all.get().clusterRoles().contains(role.name());
        };
  }

  /** None where somebody took the chart's own away. */
  private static String given(JsonNode json, String none) {
    return json.isMissingNode() || json.isNull() ? none : json.toString();
  }

  private static Bindable bindable(JsonNode lists) {
    return new Bindable(names(lists.path("roles")), names(lists.path("clusterRoles")));
  }

  private static Map<String, List<String>> vaults(JsonNode connections) {
    Map<String, List<String>> vaults = new HashMap<>();
    connections
        .properties()
        .forEach(c -> vaults.put(c.getKey(), List.copyOf(names(c.getValue().path("allow")))));
    return vaults;
  }

  private static Set<String> names(JsonNode list) {
    Set<String> names = new HashSet<>();
    list.forEach(name -> names.add(name.asText()));
    return names;
  }
}
