package dev.leasehold.controller;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.cluster.Caches;
import dev.leasehold.cluster.Store;
import dev.leasehold.cluster.Written;
import dev.leasehold.grant.Access;
import dev.leasehold.grant.Provisioner;
import dev.leasehold.grant.RemoteFindings;
import dev.leasehold.guard.GuardWatch;
import dev.leasehold.observe.ClusterView;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Makes the two paths by which records are looked at and acted on, each from a client of its own.
 */
record RecordPaths(Given given, Caches caches, GuardWatch guard, InstantSource clock) {
  /** What this client writes is known to both paths. */
  Store store(KubernetesClient client) {
    Notices notices = given.reports().notices();
    Journal journal = given.reports().journal();
    return new Store(
        client,
        caches,
        notices::happened,
        new Written(notices::written, journal::located, notices::written));
  }

  /** Inspects by caches, and asks nobody. */
  Access byCache(Given.Bindings bindings, RemoteFindings findings) {
    Stream<Provisioner> remote = given.reach().provisioners().stream().filter(Provisioner::remote);
    return new Access(
        Stream.concat(Stream.of(given.inspecting().apply(bindings)), remote).toList(),
        given.reach().delivery(),
        findings);
  }

  /**
   * @param live the cluster as the API server shows it now
   * @param show has the request show what changed
   */
  RecordPath of(
      Store store,
      Supplier<ClusterView> live,
      Access access,
      Access byCache,
      Consumer<AccessRecord> show) {
    Notices notices = given.reports().notices();
    Entries entries = new Entries(given.reports().journal());
    PeoplesWord people = new PeoplesWord(guard::fresh, given.settings().persons());
    return new RecordPath(
        store,
        live,
        new RecordActs(access, byCache, store, notices, entries, show, clock),
        new Endings(access, store, notices, entries, people, show, clock),
        new ReviewActs(store, notices, entries, guard::fresh, show),
        new Purging(store, caches, notices, entries, guard::current));
  }
}
