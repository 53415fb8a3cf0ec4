package dev.leasehold.cluster;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.EntitlementCatalog;
import dev.leasehold.model.Binding;
import dev.leasehold.model.Entitlement;
import dev.leasehold.model.Freeze;
import dev.leasehold.model.Persons;
import dev.leasehold.model.RequestRef;
import dev.leasehold.model.RoleRef;
import dev.leasehold.model.Segregation;
import dev.leasehold.model.Subject;
import dev.leasehold.observe.Authority;
import dev.leasehold.observe.ClusterView;
import dev.leasehold.observe.Held;
import dev.leasehold.observe.OffboardingReader;
import dev.leasehold.observe.RoleFacts;
import dev.leasehold.observe.Tombstones;
import dev.leasehold.policy.Facts;
import dev.leasehold.policy.Inquiry;
import dev.leasehold.policy.Rival;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The cluster as the API server itself shows it, each thing read once. What will be needed is asked
 * for ahead, so that it is read side by side.
 */
public final class LiveView implements ClusterView {
  private final KubernetesClient client;
  private final ClusterView cached;
  private final Reads<String, EntitlementCatalog> catalogs;
  private final Reads<String, Namespace> namespaces;
  private final Reads<Account, ServiceAccount> accounts;
  private final Reads<RoleAt, RoleFacts> roles;
  private final Reads<String, AccessRecord> records;

  /**
   * @param cached answers what is no part of what is granted: who else holds what, the operator's
   *     own rights
   */
  public LiveView(KubernetesClient client, ClusterView cached, ExecutorService workers) {
    this.client = client;
    this.cached = cached;
    this.catalogs =
        new Reads<>(
            workers, name -> client.resources(EntitlementCatalog.class).withName(name).get());
    this.namespaces = new Reads<>(workers, name -> client.namespaces().withName(name).get());
    this.accounts =
        new Reads<>(
            workers,
            a -> client.serviceAccounts().inNamespace(a.namespace()).withName(a.name()).get());
    this.roles = new Reads<>(workers, this::read);
    this.records =
        new Reads<>(workers, name -> client.resources(AccessRecord.class).withName(name).get());
  }

  /** Begins to read what judging this request will need. */
  public LiveView ahead(AccessRequest request, Entitlement entitlement) {
    String namespace = request.getMetadata().getNamespace();
    catalogs.ahead(request.getSpec().entitlement().catalog());
    records.ahead(RequestRef.recordName(request.getMetadata().getUid()));
    namespaces.ahead(namespace);
    OffboardingReader.identities(request)
        .forEach(
            identity -> {
              accounts.ahead(new Account(identity.namespace(), identity.serviceAccount()));
              records.ahead(Freeze.ref(identity).recordName());
            });
    entitlement.targets().stream()
        .flatMap(target -> target.bindings().stream())
        .forEach(
            binding -> {
              namespaces.ahead(binding.namespace());
              roles.ahead(at(binding));
            });
    return this;
  }

  @Override
  public Optional<EntitlementCatalog> catalog(String name) {
    return catalogs.get(name);
  }

  @Override
  public Optional<Namespace> namespace(String name) {
    return namespaces.get(name);
  }

  @Override
  public Optional<ServiceAccount> serviceAccount(String namespace, String name) {
    return accounts.get(new Account(namespace, name));
  }

  @Override
  public Optional<RoleFacts> role(RoleRef role, String namespace) {
    return roles.get(new RoleAt(role, namespace));
  }

  @Override
  public boolean mayBind(RoleRef role, String namespace) {
    return cached.mayBind(role, namespace);
  }

  @Override
  public Optional<AccessRecord> record(String name) {
    return records.get(name);
  }

  /** What this process has just written is newer than what was read ahead. */
  @Override
  public Optional<AccessRecord> offboarding(Subject identity) {
    String name = Freeze.ref(identity).recordName();
    return Stream.concat(records.get(name).stream(), cached.record(name).stream())
        .max(Comparator.comparingLong(Freshest::version));
  }

  @Override
  public boolean consumed(AccessRequest request, String specDigest) {
    return cached.consumed(request, specDigest);
  }

  @Override
  public Tombstones tombstones() {
    return cached.tombstones();
  }

  @Override
  public List<Rival> rivals(AccessRequest request, boolean everywhere) {
    return cached.rivals(request, everywhere);
  }

  @Override
  public List<Held> held(String namespace) {
    return cached.held(namespace);
  }

  @Override
  public List<Binding> granted(AccessRequest request) {
    return cached.granted(request);
  }

  @Override
  public List<String> debts(AccessRequest request) {
    return cached.debts(request);
  }

  @Override
  public List<Inquiry.Holding> holdings(AccessRequest request, boolean granted) {
    return cached.holdings(request, granted);
  }

  @Override
  public Persons persons() {
    return cached.persons();
  }

  @Override
  public Segregation segregation() {
    return cached.segregation();
  }

  @Override
  public Authority authority() {
    return cached.authority();
  }

  @Override
  public Facts.SecretPlace secret(AccessRequest request, String secretName) {
    return cached.secret(request, secretName);
  }

  private static RoleAt at(Binding binding) {
    return new RoleAt(binding.role(), binding.namespace());
  }

  private @Nullable RoleFacts read(RoleAt where) {
    return switch (where.role().kind()) {
      case ROLE -> {
        Role role =
            client
                .rbac()
                .roles()
                .inNamespace(where.namespace())
                .withName(where.role().name())
                .get();
        yield role == null ? null : RoleFacts.of(role);
      }
      case CLUSTER_ROLE -> {
        ClusterRole role = client.rbac().clusterRoles().withName(where.role().name()).get();
        yield role == null ? null : RoleFacts.of(role);
      }
    };
  }

  private record Account(String namespace, String name) {}

  private record RoleAt(RoleRef role, String namespace) {}
}
