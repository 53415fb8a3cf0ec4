package dev.leasehold.controller;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.lifecycle.Guard;
import dev.leasehold.observe.CatalogReader;
import dev.leasehold.observe.ClusterView;
import dev.leasehold.observe.Keys;
import dev.leasehold.observe.RequestObserver;
import dev.leasehold.status.RecordWriter;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Puts the parts of the engine together. */
final class Parts implements AutoCloseable {
  private final Caches caches = new Caches();
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final Watches watches;
  private final GuardWatch guard;
  private final CatalogFlow catalogs;
  private final RequestFlow requests;
  private final RecordFlow records;
  private final Sweep sweep;

  Parts(Given given, InstantSource clock, Consumer<Change> changed, Consumer<Guard> guardChanged) {
    Settings settings = given.settings();
    this.watches = new Watches(given.client(), listeners(changed));
    this.guard = new GuardWatch(given.probe(), guardChanged);
    Store store = new Store(given.client(), caches);
    ClusterView cached =
        new CachedView(
            watches,
            caches,
            new OwnRights(given.client(), clock),
            new SecretPlaces(given.delivery()));
    Supplier<ClusterView> live = () -> new LiveView(given.client(), cached, workers);
    RequestObserver observer = new RequestObserver(settings.bindable(), given.digest());
    Locks locks = new Locks();
    Access access = new Access(given.provisioners(), given.delivery());
    Access byCache = new Access(given.inspecting().apply(watches::binding), given.delivery());
    RecordActs acts =
        new RecordActs(access, byCache, store, given.notices(), record -> show(record));
    this.records =
        new RecordFlow(caches, cached, live, store, acts, locks, settings.retention(), clock);
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
            clock);
    this.requests =
        new RequestFlow(
            caches,
            cached,
            activation,
            observer,
            guard::current,
            store,
            locks,
            records::advance,
            clock);
    this.catalogs =
        new CatalogFlow(
            watches,
            caches,
            new CatalogReader(cached, settings.bindable()),
            given.digest(),
            store,
            clock);
    this.sweep = new Sweep(given.sweeping(), settings, records, clock);
  }

  private void show(AccessRecord record) {
    requests.show(record);
  }

  private Watches.Listeners listeners(Consumer<Change> changed) {
    return new Watches.Listeners(
        catalog -> {
          catalogs.changed(catalog.getMetadata().getName());
          changed.accept(new Change.Catalog(catalog.getMetadata().getName()));
        },
        namespace -> changed.accept(new Change.Namespace(namespace.getMetadata().getName())),
        account ->
            changed.accept(
                new Change.Account(
                    account.getMetadata().getNamespace(), account.getMetadata().getName())),
        role -> {
          watches.catalogs().forEach(c -> catalogs.changed(c.getMetadata().getName()));
          changed.accept(role(role));
        },
        binding ->
            Optional.ofNullable(binding.getMetadata().getLabels().get(Keys.REQUEST_UID))
                .map(Change.HandedOut::new)
                .ifPresent(changed));
  }

  private static Change role(HasMetadata role) {
    return new Change.Role(
        Optional.ofNullable(role.getMetadata().getNamespace()), role.getMetadata().getName());
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

  Sweep sweep() {
    return sweep;
  }

  @Override
  public void close() {
    sweep.close();
    guard.close();
    catalogs.stop();
    records.stop();
    watches.close();
    workers.shutdownNow();
  }
}
