package dev.leasehold.scenario;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.EntitlementCatalog;
import dev.leasehold.api.v1alpha1.RecordedRequest;
import dev.leasehold.model.RoleRef;
import dev.leasehold.model.Rule;
import dev.leasehold.observe.ClusterView;
import dev.leasehold.observe.RoleRules;
import dev.leasehold.policy.Facts;
import dev.leasehold.policy.Inquiry;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.Role;
import java.util.List;
import java.util.Optional;

/** A scenario's world, looked at as the operator looks at a cluster. */
record Seen(World world, Scenario scenario) implements ClusterView {
  @Override
  public Optional<EntitlementCatalog> catalog(String name) {
    return world.find("EntitlementCatalog " + name, EntitlementCatalog.class);
  }

  @Override
  public Optional<Namespace> namespace(String name) {
    return world.find("Namespace " + name, Namespace.class);
  }

  @Override
  public Optional<ServiceAccount> serviceAccount(String namespace, String name) {
    return world.find("ServiceAccount " + namespace + "/" + name, ServiceAccount.class);
  }

  @Override
  public Optional<List<Rule>> rules(RoleRef role, String namespace) {
    return switch (role.kind()) {
      case ROLE ->
          world
              .find("Role " + namespace + "/" + role.name(), Role.class)
              .map(found -> RoleRules.read(found.getRules()));
      case CLUSTER_ROLE ->
          world
              .find("ClusterRole " + role.name(), ClusterRole.class)
              .map(found -> RoleRules.read(found.getRules()));
    };
  }

  @Override
  public boolean mayBind(RoleRef role, String namespace) {
    return !scenario.list("mayNotBind").contains(role.name());
  }

  @Override
  public Optional<AccessRecord> record(String name) {
    return world.find("AccessRecord " + name, AccessRecord.class);
  }

  @Override
  public boolean consumed(AccessRequest request, String specDigest) {
    return world
        .records()
        .map(record -> record.getSpec().request())
        .anyMatch(
            r ->
                same(r, request)
                    && r.specDigest().equals(specDigest)
                    && !r.uid().equals(request.getMetadata().getUid()));
  }

  private static boolean same(RecordedRequest recorded, AccessRequest request) {
    return recorded.namespace().equals(request.getMetadata().getNamespace())
        && recorded.name().equals(request.getMetadata().getName())
        && recorded.requestId().equals(request.getSpec().requestId());
  }

  @Override
  public Facts.Usage usage(AccessRequest request) {
    return new Facts.Usage(
        scenario.number("usage", "subject"), scenario.number("usage", "namespace"));
  }

  @Override
  public List<String> debts(AccessRequest request) {
    return scenario.list("debts");
  }

  @Override
  public List<Inquiry.Holding> holdings(AccessRequest request, boolean granted) {
    return List.of();
  }

  @Override
  public Facts.SecretPlace secret(AccessRequest request, String secretName) {
    return scenario
        .text("secret")
        .map(Facts.SecretPlace::valueOf)
        .orElse(Facts.SecretPlace.FREE_OR_OURS);
  }
}
