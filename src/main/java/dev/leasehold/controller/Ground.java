package dev.leasehold.controller;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.cluster.AccessReviews;
import dev.leasehold.cluster.CachedRoles;
import dev.leasehold.cluster.CachedView;
import dev.leasehold.cluster.Caches;
import dev.leasehold.cluster.LiveView;
import dev.leasehold.cluster.OwnRights;
import dev.leasehold.cluster.RecordPages;
import dev.leasehold.cluster.SecretPlaces;
import dev.leasehold.cluster.Store;
import dev.leasehold.cluster.Watches;
import dev.leasehold.grant.Access;
import dev.leasehold.grant.RemoteFindings;
import dev.leasehold.guard.GuardWatch;
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
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** What all flows stand on: how they see the cluster, how they write to it, and their locks. */
final class Ground implements AutoCloseable {
  private final Given given;
  private final InstantSource clock;
  private final Caches caches;
  private final Watches watches;
  private final GuardWatch guard;
  private final RecordPaths paths;
  private final Store store;
  private final CachedView cached;
  private final Rivalry rivals;
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();

  /** One thread at a time for each request and its record. */
  private final Locks locks = new Locks();

  /** One thread at a time for what identities have. */
  private final Locks standing = new Locks();

  Ground(
      Given given,
      InstantSource clock,
      Caches caches,
      Watches watches,
      OwnRights rights,
      GuardWatch guard) {
    this.given = given;
    this.clock = clock;
    this.caches = caches;
    this.watches = watches;
    this.guard = guard;
    this.paths = new RecordPaths(given, caches, guard, clock);
    this.store = paths.store(given.reach().client());
    this.cached =
        new CachedView(
            watches,
            caches,
            store,
            new CachedRoles(watches, rights, Optional.of(given.reach().client())),
            new SecretPlaces(given.reach().delivery(), clock),
            new Buried(given.reports().journal().past()),
            new AccessReviews(given.reach().client()));
    this.rivals = new Rivalry(cached, standing);
  }

  Access access(Reach reach, RemoteFindings findings) {
    return new Access(reach.provisioners(), reach.delivery(), findings);
  }

  /**
   * @param show has the request show what changed, before anything else is done for the record
   * @param showLater the same, but without waiting for it
   */
  RecordFlow records(
      Access access,
      RemoteFindings findings,
      Consumer<AccessRecord> show,
      Consumer<AccessRecord> showLater) {
    Access byCache = paths.byCache(watches::binding, findings);
    Access apart = access(given.sweeping(), findings);
    KubernetesClient second = given.sweeping().client();
    return new RecordFlow(
        caches,
        cached.unread(),
        guard::current,
        paths.of(store, this::live, access, byCache, show),
        paths.of(paths.store(second), () -> live(second), apart, byCache, showLater),
        locks,
        given.settings().retention(),
        clock);
  }

  /**
   * @param records takes further what the requests' records are to do
   * @param waits has a request told, some time, that it waits for its turn
   */
  RequestFlow requests(RecordFlow records, Consumer<AccessRequest> waits) {
    RequestObserver observer = observer();
    return new RequestFlow(
        caches,
        cached,
        this::live,
        activation(observer),
        new Publishing(observer, store, cached, guard::fresh, rivals, entries()),
        observer,
        guard::current,
        store,
        locks,
        records::begin,
        records::granted,
        waits,
        given.settings().limits(),
        clock);
  }

  private RequestObserver observer() {
    Settings settings = given.settings();
    return new RequestObserver(
        settings.bindable(),
        given.rulebook(),
        given.digest(),
        settings.signers(),
        settings.retention().usual());
  }

  private Activation activation(RequestObserver observer) {
    return new Activation(
        given.reach().client(),
        cached,
        observer,
        guard::fresh,
        store,
        new Activation.Drafting(new RecordWriter(Map.of(), Keys.ENDING_PROVED), given.digest()),
        entries(),
        workers,
        rivals,
        clock);
  }

  private Entries entries() {
    return new Entries(given.reports().journal());
  }

  LargeRoles largeRoles(RecordFlow records) {
    return new LargeRoles(cached, records, clock);
  }

  OffboardingFlow offboardings() {
    return new OffboardingFlow(
        caches,
        new OffboardingActs(
            caches,
            guard,
            store,
            given.reports().notices(),
            new IdentityEntries(given.reports().journal())),
        watches,
        standing,
        given.settings().retention().usual(),
        clock);
  }

  CatalogFlow catalogs() {
    CatalogReader reader = new CatalogReader(cached, given.settings().bindable(), given.rulebook());
    return new CatalogFlow(watches, caches, reader, given.digest(), store, clock);
  }

  Background background(RecordFlow records, Access access, RemoteFindings findings) {
    SweepNotes notes = SweepNotes.of(given.reports(), clock);
    RecordPages pages = new RecordPages(given.reach().client());
    Backfill backfill = new Backfill(pages::each, given.reports().journal(), clock);
    return new Background(
        new Sweep(
            given.sweeping().client(),
            given.settings().grantsNamespace(),
            records::sweep,
            new Buried(given.reports().journal().past()),
            notes,
            clock,
            Sweep.PATIENCE),
        new Archive(
            pages,
            caches,
            watches::hasRequest,
            records::archived,
            given.settings().retention(),
            backfill::isFinished,
            clock),
        new RemoteWatch(
            caches::allRecords,
            access,
            findings,
            new Revival(caches::newest, access, store, locks, notes, clock),
            records::wakeFresh,
            clock),
        backfill);
  }

  private ClusterView live() {
    return live(given.reach().client());
  }

  private ClusterView live(KubernetesClient client) {
    return new LiveView(client, cached, workers);
  }

  @Override
  public void close() {
    workers.shutdownNow();
  }
}
