package dev.leasehold.cli;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.EntitlementCatalog;
import dev.leasehold.model.Binding;
import dev.leasehold.model.Persons;
import dev.leasehold.model.RoleRef;
import dev.leasehold.model.Segregation;
import dev.leasehold.observe.ClusterView;
import dev.leasehold.observe.Held;
import dev.leasehold.observe.RoleFacts;
import dev.leasehold.policy.Facts;
import dev.leasehold.policy.Inquiry;
import dev.leasehold.policy.Rival;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import java.util.List;
import java.util.Optional;

/**
 * A cluster of which nothing is known but what files say: it has no records, and no requests but
 * those that were judged before.
 */
final class FileView implements ClusterView {
  private static final String CLUSTER = "kube-system";
  private static final String CORE = "v1";

  private final Manifests manifests;
  private final ChartValues values;
  private final FileRoles roles;
  private final Optional<String> clusterUid;
  private final EarlierRequests earlier;

  /**
   * @param roles what the cluster is taken to have of them
   * @param earlier the requests that are there already
   */
  FileView(
      Manifests manifests,
      ChartValues values,
      FileRoles roles,
      Optional<String> clusterUid,
      EarlierRequests earlier) {
    this.manifests = manifests;
    this.values = values;
    this.roles = roles;
    this.clusterUid = clusterUid;
    this.earlier = earlier;
  }

  @Override
  public Persons persons() {
    return values.persons();
  }

  @Override
  public Segregation segregation() {
    return values.segregation();
  }

  /**
   * The first of that name.
   *
   * @throws IllegalArgumentException if it does not fit the schema
   */
  @Override
  public Optional<EntitlementCatalog> catalog(String name) {
    Optional<Manifest> found =
        manifests.of(Manifest.OURS, "EntitlementCatalog").stream()
            .filter(m -> m.name().equals(name))
            .findFirst();
    if (found.filter(m -> !Schemas.faults(m).isEmpty()).isPresent()) {
      throw new IllegalArgumentException("catalog " + name + " has faults");
    }
    return found.map(m -> m.as(EntitlementCatalog.class));
  }

  @Override
  public Optional<Namespace> namespace(String name) {
    if (name.equals(CLUSTER)) {
      return clusterUid.map(
          uid -> new NamespaceBuilder().withNewMetadata().withUid(uid).endMetadata().build());
    }
    return manifests.of(CORE, "Namespace").stream()
        .filter(m -> m.name().equals(name))
        .findFirst()
        .map(m -> m.as(Namespace.class));
  }

  /** Other teams' namespaces are in no file of those who ask. */
  @Override
  public Optional<Namespace> targetNamespace(String name) {
    return Optional.of(
        namespace(name)
            .orElseGet(() -> new NamespaceBuilder().withNewMetadata().endMetadata().build()));
  }

  @Override
  public Optional<ServiceAccount> serviceAccount(String namespace, String name) {
    return manifests.of(CORE, "ServiceAccount").stream()
        .filter(m -> m.namespace().equals(namespace) && m.name().equals(name))
        .findFirst()
        .map(m -> m.as(ServiceAccount.class))
        .map(
            account -> {
              account.getMetadata().setUid("offline");
              return account;
            });
  }

  @Override
  public Optional<RoleFacts> role(RoleRef role, String namespace) {
    return roles
        .rules(role, namespace)
        .map(rules -> new RoleFacts(Optional.empty(), rules, roles.gathered(role)));
  }

  @Override
  public boolean mayBind(RoleRef role, String namespace) {
    return values.mayBind(role);
  }

  @Override
  public Optional<AccessRecord> record(String name) {
    return Optional.empty();
  }

  @Override
  public boolean consumed(AccessRequest request, String specDigest) {
    return false;
  }

  @Override
  public List<Rival> rivals(AccessRequest request, boolean everywhere) {
    return earlier.rivals(request, everywhere);
  }

  @Override
  public List<Held> held(String namespace) {
    return List.of();
  }

  @Override
  public List<Binding> granted(AccessRequest request) {
    return List.of();
  }

  @Override
  public List<String> debts(AccessRequest request) {
    return List.of();
  }

  @Override
  public List<Inquiry.Holding> holdings(AccessRequest request, boolean granted) {
    return earlier.holdings(request);
  }

  @Override
  public Facts.SecretPlace secret(AccessRequest request, String secretName) {
    return Facts.SecretPlace.FREE_OR_OURS;
  }
}
