package dev.leasehold.scenarios;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.EntitlementCatalog;
import dev.leasehold.model.RoleRef;
import dev.leasehold.model.Rule;
import dev.leasehold.observe.ClusterView;
import dev.leasehold.policy.Facts;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A cluster in memory, as a scenario describes it. */
final class World implements ClusterView {
  static final String SUBJECT_UID = "5c0e7a80-1111-4000-8000-000000000003";

  private final Scenario scenario;
  private final EntitlementCatalog catalog;
  private final @Nullable AccessRecord record;

  World(Scenario scenario, @Nullable AccessRecord record) {
    this.scenario = scenario;
    this.record = record;
    this.catalog =
        Yaml.with(
            Yaml.read(Scenario.ROOT.resolve("world/catalog.yaml"), EntitlementCatalog.class),
            scenario.catalog(),
            EntitlementCatalog.class);
  }

  @Override
  public Optional<EntitlementCatalog> catalog(String name) {
    return Optional.of(catalog)
        .filter(c -> scenario.has("catalog") && c.getMetadata().getName().equals(name));
  }

  @Override
  public Optional<Namespace> namespace(String name) {
    return scenario.has("namespace")
        ? Optional.of(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(name)
                .addToLabels("domain", name)
                .endMetadata()
                .build())
        : Optional.empty();
  }

  @Override
  public Optional<ServiceAccount> serviceAccount(String namespace, String name) {
    return scenario.has("account")
        ? Optional.of(
            new ServiceAccountBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .withUid(SUBJECT_UID)
                .endMetadata()
                .build())
        : Optional.empty();
  }

  @Override
  public Optional<List<Rule>> rules(RoleRef role, String namespace) {
    List<String> verbs = scenario.roles().getOrDefault(role.name(), List.of("get", "list"));
    return scenario.has("role")
        ? Optional.of(
            List.of(new Rule(verbs, List.of(""), List.of("configmaps"), List.of(), List.of())))
        : Optional.empty();
  }

  @Override
  public boolean mayBind(RoleRef role, String namespace) {
    return scenario.has("rights");
  }

  @Override
  public Optional<AccessRecord> record(String name) {
    return Optional.ofNullable(record).filter(r -> r.getMetadata().getName().equals(name));
  }

  @Override
  public boolean consumed(AccessRequest request, String specDigest) {
    return scenario.consumed();
  }

  @Override
  public Facts.Usage usage(AccessRequest request) {
    return new Facts.Usage(scenario.usage(), scenario.usage());
  }

  @Override
  public Facts.SecretPlace secret(AccessRequest request, String secretName) {
    return Facts.SecretPlace.valueOf(scenario.secret());
  }
}
