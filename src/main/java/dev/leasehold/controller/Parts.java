package dev.leasehold.controller;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.cluster.AccessReviews;
import dev.leasehold.cluster.CachedView;
import dev.leasehold.cluster.Caches;
import dev.leasehold.cluster.LiveView;
import dev.leasehold.cluster.OwnRights;
import dev.leasehold.cluster.RecordPages;
import dev.leasehold.cluster.SecretPlaces;
import dev.leasehold.cluster.Separated;
import dev.leasehold.cluster.Store;
import dev.leasehold.cluster.Watches;
import dev.leasehold.grant.Access;
import dev.leasehold.grant.RemoteFindings;
import dev.leasehold.guard.Epoch;
import dev.leasehold.guard.GuardProbe;
import dev.leasehold.guard.GuardWatch;
import dev.leasehold.lifecycle.Guard;
import dev.leasehold.model.Subject;
import dev.leasehold.observe.CatalogReader;
import dev.leasehold.observe.ClusterView;
import dev.leasehold.observe.Keys;
import dev.leasehold.observe.RequestObserver;
import dev.leasehold.schedule.Locks;
import dev.leasehold.status.RecordWriter;
import dev.leasehold.sweep.Archive;
import dev.leasehold.sweep.RemoteWatch;
import dev.leasehold.sweep.Revival;
import dev.leasehold.sweep.Sweep;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Puts the parts of the engine together. */
final class Parts implements AutoCloseable {
  private final String namespace;
  private final Caches caches;
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final Watches watches;
  private final OwnRights rights;
  private final GuardWatch guard;
  private final CatalogFlow catalogs;
  private final RequestFlow requests;
  private final RecordFlow records;
  private final OffboardingFlow offboardings;
  private final Sweep sweep;
  private final RemoteWatch elsewhere;
  private final Archive archive;

  Parts(
      Given given,
      InstantSource clock,
      Hearing changed,
      Consumer<AccessRequest> requestTerminating,
      Consumer<ObjectMeta> requestGone,
      Consumer<Guard> guardChanged,
      Consumer<AccessRequest> waits) {
    Settings settings = given.settings();
    this.namespace = settings.namespace();
    this.caches = new Caches(settings.persons(), settings.segregation());
    this.watches = new Watches(given.client(), listeners(changed, requestTerminating, requestGone));
    this.rights =
        new OwnRights(
            given.client(),
            clock,
            (role, in) -> changed.of(() -> new Change.Role(Optional.of(in), role.name())));
    this.guard =
        new GuardWatch(
            given.probe(),
            new Epoch(given.epoch(), Publishing::nonce),
            guardChanged,
            GuardWatch.LOOK,
            clock);
    Notices notices = given.notices();
    Store store =
        new Store(
            given.client(),
            caches,
            notices::happened,
            new Store.Written(notices::written, notices::written));
    ClusterView cached =
        new CachedView(
            watches,
            caches,
            store,
            rights,
            new SecretPlaces(given.delivery(), clock),
            new AccessReviews(given.client()));
    Supplier<ClusterView> live = () -> new LiveView(given.client(), cached, workers);
    RequestObserver observer =
        new RequestObserver(
            settings.bindable(),
            given.rulebook(),
            given.digest(),
            settings.signers(),
            settings.retention().usual());
    Locks locks = new Locks();
    RemoteFindings findings = new RemoteFindings();
    Access access = new Access(given.provisioners(), given.delivery(), findings);
    Access byCache =
        new Access(given.inspecting().apply(watches::binding), given.delivery(), findings);
    RecordActs acts = new RecordActs(access, byCache, store, given.notices(), this::show, clock);
    Endings endings =
        new Endings(
            access, store, given.notices(), guard::fresh, settings.persons(), this::show, clock);
    this.records =
        new RecordFlow(
            caches,
            cached,
            live,
            guard::current,
            store,
            acts,
            endings,
            new ReviewActs(store, given.notices(), guard::fresh, this::show),
            new Purging(store, caches, given.notices(), guard::current),
            locks,
            settings.retention(),
            clock);
    Locks standing = new Locks();
    Rivalry rivals = new Rivalry(cached, standing);
    Activation activation =
        new Activation(
            given.client(),
            cached,
            observer,
            guard::fresh,
            store,
            new RecordWriter(Map.of(), Keys.ENDING_PROVED),
            given.digest(),
            workers,
            rivals,
            clock);
    this.offboardings =
        new OffboardingFlow(
            caches,
            watches,
            guard,
            store,
            given.notices(),
            standing,
            settings.retention().usual(),
            clock);
    this.requests =
        new RequestFlow(
            caches,
            cached,
            live,
            activation,
            new Publishing(observer, store, cached, guard::fresh, rivals),
            observer,
            guard::current,
            store,
            locks,
            records::begin,
            records::granted,
            waits,
            settings.limits(),
            clock);
    this.catalogs =
        new CatalogFlow(
            watches,
            caches,
            new CatalogReader(cached, settings.bindable(), given.rulebook()),
            given.digest(),
            store,
            clock);
    this.sweep =
        new Sweep(
            given.sweeping(), settings.grantsNamespace(), records::sweep, clock, Sweep.PATIENCE);
    this.archive =
        new Archive(
            new RecordPages(given.client()),
            caches,
            watches::hasRequest,
            records::archived,
            settings.retention(),
            clock);
    this.elsewhere =
        new RemoteWatch(
            caches::allRecords,
            access,
            findings,
            new Revival(caches::newest, access, store, locks, clock),
            records::wakeFresh,
            clock);
  }

  private void show(AccessRecord record) {
    requests.show(record);
  }

  private Watches.Listeners listeners(
      Hearing changed,
      Consumer<AccessRequest> requestTerminating,
      Consumer<ObjectMeta> requestGone) {
    return new Watches.Listeners(
        catalog ->
            changed.of(
                () ->
                    new Change.Catalog(
                        catalog.getMetadata().getName(), separated().linked(catalog))),
        namespace -> changed.of(() -> namespace(namespace.getMetadata().getName())),
        account -> {
          offboardings.heard(account);
          changed.of(
              () ->
                  new Change.Account(
                      account.getMetadata().getNamespace(), account.getMetadata().getName()));
        },
        role -> changed.of(() -> role(role)),
        binding ->
            changed.maybe(
                () ->
                    Optional.ofNullable(binding.getMetadata().getLabels().get(Keys.REQUEST_UID))
                        .map(Change.HandedOut::new)),
        bound ->
            changed.maybe(
                () ->
                    Optional.of(bound)
                        .filter(b -> separated().concerns(b.role()))
                        .map(Change.Outside::new)),
        requestTerminating,
        requestGone);
  }

  private Separated separated() {
    return new Separated(watches, caches.segregation());
  }

  private Change namespace(String name) {
    return new Change.Namespace(name, watches.givingIn(name));
  }

  private static Change role(HasMetadata role) {
    return new Change.Role(
        Optional.ofNullable(role.getMetadata().getNamespace()), role.getMetadata().getName());
  }

  /** The request by which the guard is tried asks for nothing; it is never answered. */
  boolean canary(AccessRequest request) {
    return request.getMetadata().getNamespace().equals(namespace)
        && request.getMetadata().getName().equals(GuardProbe.CANARY);
  }

  /** Has the catalogs and identities that the change concerns looked at again. */
  void recount(Change change) {
    switch (change) {
      case Change.Catalog(String name, Set<String> linked) -> {
        catalogs.changed(name);
        linked.stream()
            .map(qualified -> qualified.substring(0, qualified.indexOf('.')))
            .distinct()
            .forEach(catalogs::changed);
      }
      case Change.Role role ->
          watches.catalogs().forEach(c -> catalogs.changed(c.getMetadata().getName()));
      case Change.Namespace(String name, Set<String> giving) -> giving.forEach(catalogs::changed);
      case Change.Account(String in, String name) -> offboardings.changed(new Subject(in, name));
      case Change.HandedOut handedOut -> {}
      case Change.Outside outside -> {}
    }
  }

  Caches caches() {
    return caches;
  }

  Watches watches() {
    return watches;
  }

  GuardWatch guard() {
    return guard;
  }

  CatalogFlow catalogs() {
    return catalogs;
  }

  RequestFlow requests() {
    return requests;
  }

  RecordFlow records() {
    return records;
  }

  OffboardingFlow offboardings() {
    return offboardings;
  }

  /** Starts what goes on by itself in the process that works. */
  void startSweeping() {
    archive.start();
    sweep.start();
    elsewhere.start();
  }

  long swept() {
    return sweep.progress();
  }

  @Override
  public void close() {
    archive.close();
    sweep.close();
    elsewhere.close();
    guard.close();
    rights.close();
    catalogs.stop();
    records.stop();
    offboardings.close();
    watches.close();
    workers.shutdownNow();
  }
}
