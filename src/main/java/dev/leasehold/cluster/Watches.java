package dev.leasehold.cluster;

import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.EntitlementCatalog;
import dev.leasehold.observe.Exclusions;
import dev.leasehold.observe.Keys;
import dev.leasehold.observe.RequestReader;
import dev.leasehold.observe.TargetReader;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.ReducedStateItemStore;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Caches of what requests, catalogs and grants refer to; each change is told to whom it matters.
 */
public final class Watches implements AutoCloseable {
  /** Not looked for again without a watch event. */
  static final long NEVER = 0;

  /** How many objects are listed at a time where few people may write them. */
  static final long PAGE = 100;

  /** The same where many may: one can be 1.5 MB large, and a page is in memory at once. */
  static final long SMALL_PAGE = 4;

  /** Catalogs by what their entitlements exclude. */
  private static final String EXCLUDED = "excluded";

  /** Catalogs by the namespaces in which they give access. */
  private static final String NAMESPACES = "namespaces";

  private final SharedIndexInformer<EntitlementCatalog> catalogs;
  private final SharedIndexInformer<Namespace> namespaces;
  private final SharedIndexInformer<ServiceAccount> accounts;
  private final SharedIndexInformer<Role> roles;
  private final SharedIndexInformer<ClusterRole> clusterRoles;
  private final SharedIndexInformer<RoleBinding> bindings;
  private final SharedIndexInformer<AccessRequest> departures;
  private final OutsideBindings outside;
  private final List<SharedIndexInformer<?>> all;
  private volatile boolean filled;

  /** What happens when something of a kind has changed. */
  public record Listeners(
      Consumer<EntitlementCatalog> catalog,
      Consumer<Namespace> namespace,
      Consumer<ServiceAccount> account,
      Consumer<HasMetadata> role,
      Consumer<RoleBinding> binding,
      Consumer<OutsideBindings.Bound> outside,
      Consumer<AccessRequest> requestTerminating,
      Consumer<ObjectMeta> requestGone) {}

  public Watches(KubernetesClient client, Listeners listeners) {
    this.catalogs =
        watch(client.resources(EntitlementCatalog.class), PAGE, Lean::owned, listeners.catalog());
    this.namespaces = watch(client.namespaces(), PAGE, Lean::namespace, listeners.namespace());
    this.accounts =
        watch(
            client.serviceAccounts().inAnyNamespace(),
            SMALL_PAGE,
            Lean::account,
            listeners.account());
    this.roles =
        watch(client.rbac().roles().inAnyNamespace(), SMALL_PAGE, Lean::role, listeners.role());
    this.clusterRoles = watch(client.rbac().clusterRoles(), PAGE, Lean::bare, listeners.role());
    this.bindings =
        watch(
            client.rbac().roleBindings().inAnyNamespace().withLabel(Keys.REQUEST_UID),
            PAGE,
            Lean::made,
            listeners.binding());
    this.departures = departures(client, listeners);
    this.outside = new OutsideBindings(client, listeners.outside());
    this.catalogs.addIndexers(
        Map.of(EXCLUDED, Exclusions::named, NAMESPACES, TargetReader::namespaces));
    this.all =
        Stream.concat(
                Stream.of(
                    catalogs, namespaces, accounts, roles, clusterRoles, bindings, departures),
                outside.informers().stream())
            .toList();
  }

  /** Returns when every cache is filled; one after the other, lest many pages be in memory. */
  public void start() {
    all.forEach(informer -> informer.start().toCompletableFuture().join());
    filled = true;
  }

  /** Whether a request of this UID was there when last seen, ended or not. */
  public boolean hasRequest(String uid) {
    return departures.getStore().getByKey(uid) != null;
  }

  public boolean filled() {
    return filled;
  }

  /** The kinds that are not being watched now, though they should be. */
  public List<String> unwatched() {
    return all.stream()
        .filter(informer -> filled && !informer.isWatching())
        .map(informer -> informer.getApiTypeClass().getSimpleName())
        .distinct()
        .toList();
  }

  public Optional<EntitlementCatalog> catalog(String name) {
    return Optional.ofNullable(catalogs.getStore().getByKey(name));
  }

  public List<EntitlementCatalog> catalogs() {
    return catalogs.getStore().list();
  }

  /** Those with an entitlement that excludes the one of this qualified name. */
  List<EntitlementCatalog> excluding(String qualified) {
    return catalogs.getIndexer().byIndex(EXCLUDED, qualified);
  }

  /** Names of the catalogs that give access in the namespace. */
  public Set<String> givingIn(String namespace) {
    return catalogs.getIndexer().byIndex(NAMESPACES, namespace).stream()
        .map(catalog -> catalog.getMetadata().getName())
        .collect(Collectors.toUnmodifiableSet());
  }

  OutsideBindings outside() {
    return outside;
  }

  Optional<Namespace> namespace(String name) {
    return Optional.ofNullable(namespaces.getStore().getByKey(name));
  }

  public Optional<ServiceAccount> account(String namespace, String name) {
    return Optional.ofNullable(accounts.getStore().getByKey(namespace + "/" + name));
  }

  public List<ServiceAccount> accounts() {
    return accounts.getStore().list();
  }

  Optional<Role> role(String namespace, String name) {
    return Optional.ofNullable(roles.getStore().getByKey(namespace + "/" + name));
  }

  Optional<ClusterRole> clusterRole(String name) {
    return Optional.ofNullable(clusterRoles.getStore().getByKey(name));
  }

  public Optional<RoleBinding> binding(String namespace, String name) {
    return Optional.ofNullable(bindings.getStore().getByKey(namespace + "/" + name));
  }

  @Override
  public void close() {
    all.forEach(SharedIndexInformer::stop);
  }

  private static <T extends HasMetadata> SharedIndexInformer<T> watch(
      Informable<T> resources, long page, Consumer<T> strip, Consumer<? super T> changed) {
    SharedIndexInformer<T> informer = unceasing(resources.withLimit(page));
    informer.itemStore(new Lean<>(strip));
    informer.addEventHandler(new Changes<>(changed));
    return informer;
  }

  /**
   * An informer that lists anew whatever happened: by default one stops for good when it is sent
   * something that it cannot read, or when the API server does not answer its first list.
   */
  static <T extends HasMetadata> SharedIndexInformer<T> unceasing(Informable<T> resources) {
    SharedIndexInformer<T> informer = resources.runnableInformer(NEVER);
    informer.exceptionHandler((started, cause) -> true);
    return informer;
  }

  /**
   * The framework passes on neither the deletion of what has no finalizer, nor any change of what
   * is being deleted, unless it is its own finalizer that keeps it. So both are watched for here;
   * nothing but UIDs is kept.
   */
  private static SharedIndexInformer<AccessRequest> departures(
      KubernetesClient client, Listeners listeners) {
    SharedIndexInformer<AccessRequest> informer =
        unceasing(
            client.resources(AccessRequest.class).inAnyNamespace().withLimit(PageSize.requests()));
    informer.itemStore(
        new ReducedStateItemStore<>(
            ReducedStateItemStore.UID_KEY_STATE,
            AccessRequest.class,
            client.getKubernetesSerialization()));
    informer.addEventHandler(
        new Departures(listeners.requestTerminating(), listeners.requestGone()));
    return informer;
  }

  /** Tells of what is gone or being deleted, and of every change of the latter. */
  record Departures(Consumer<AccessRequest> terminating, Consumer<ObjectMeta> gone)
      implements ResourceEventHandler<AccessRequest> {
    @Override
    public void onAdd(AccessRequest request) {
      if (RequestReader.isTerminating(request)) {
        terminating.accept(request);
      }
    }

    /** Where events were missed, another request of the same name may look like an update. */
    @Override
    public void onUpdate(AccessRequest before, AccessRequest after) {
      if (!before.getMetadata().getUid().equals(after.getMetadata().getUid())) {
        gone.accept(before.getMetadata());
      }
      onAdd(after);
    }

    @Override
    public void onDelete(AccessRequest request, boolean stateUnknown) {
      gone.accept(request.getMetadata());
    }
  }

  /**
   * Tells of every change but those that change nothing, or only what a status says: the operator
   * writes that itself, and whoever hears of a catalog goes through all its requests.
   */
  record Changes<T extends HasMetadata>(Consumer<? super T> changed)
      implements ResourceEventHandler<T> {
    @Override
    public void onAdd(T object) {
      changed.accept(object);
    }

    @Override
    public void onUpdate(T before, T after) {
      ObjectMeta was = before.getMetadata();
      ObjectMeta is = after.getMetadata();
      if (!Objects.equals(was.getResourceVersion(), is.getResourceVersion())
          && !(is.getGeneration() != null && wanted(was).equals(wanted(is)))) {
        changed.accept(after);
      }
    }

    /** All that people may change; the generation counts what they do to the spec. */
    private static List<?> wanted(ObjectMeta meta) {
      return Stream.of(
              meta.getUid(),
              meta.getGeneration(),
              meta.getDeletionTimestamp(),
              meta.getLabels(),
              meta.getAnnotations())
          .map(Optional::ofNullable)
          .toList();
    }

    @Override
    public void onDelete(T object, boolean stateUnknown) {
      changed.accept(object);
    }
  }
}
