package dev.leasehold.controller;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.RecordedRequest;
import dev.leasehold.cluster.Caches;
import dev.leasehold.cluster.OwnRights;
import dev.leasehold.cluster.Watches;
import dev.leasehold.evidence.Past;
import dev.leasehold.grant.Access;
import dev.leasehold.grant.RemoteFindings;
import dev.leasehold.guard.Epoch;
import dev.leasehold.guard.GuardProbe;
import dev.leasehold.guard.GuardWatch;
import dev.leasehold.lifecycle.Guard;
import dev.leasehold.model.Subject;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Puts the parts of the engine together. */
final class Parts implements AutoCloseable {
  private final String namespace;
  private final Past past;
  private final Caches caches;
  private final Watches watches;
  private final OwnRights rights;
  private final GuardWatch guard;
  private final CatalogFlow catalogs;
  private final RequestFlow requests;
  private final RecordFlow records;
  private final LargeRoles large;
  private final OffboardingFlow offboardings;
  private final Ground ground;
  private final Background background;

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
    this.past = given.reports().journal().past();
    this.caches = new Caches(settings.persons(), settings.segregation());
    this.watches =
        new Watches(
            given.reach().client(),
            new ChangeListeners(changed, caches, this::watches)
                .with(this::heard, requestTerminating, requestGone));
    this.rights = rights(given, clock, changed);
    this.guard = guard(given, clock, guardChanged);
    this.ground = new Ground(given, clock, caches, watches, rights, guard);
    RemoteFindings findings = new RemoteFindings();
    Access access = ground.access(given.reach(), findings);
    this.records = ground.records(access, findings, this::show, showing(waits));
    this.large = ground.largeRoles(records);
    this.offboardings = ground.offboardings();
    this.requests = ground.requests(records, waits);
    this.catalogs = ground.catalogs();
    this.background = ground.background(records, access, findings);
  }

  private static OwnRights rights(Given given, InstantSource clock, Hearing changed) {
    return new OwnRights(
        given.reach().client(),
        clock,
        (role, in) -> changed.of(() -> new Change.Role(Optional.of(in), role.name())));
  }

  private static GuardWatch guard(Given given, InstantSource clock, Consumer<Guard> changed) {
    Epoch epoch = new Epoch(given.epoch(), Publishing::nonce);
    return new GuardWatch(given.probe(), epoch, changed, GuardWatch.LOOK, clock);
  }

  private void show(AccessRecord record) {
    requests.show(record);
  }

  /** The sweep waits for nobody who writes to requests by another client than its own. */
  private Consumer<AccessRecord> showing(Consumer<AccessRequest> looks) {
    return record -> {
      RecordedRequest asked = record.getSpec().request();
      caches.request(asked.namespace(), asked.name()).ifPresent(looks);
    };
  }

  private void heard(ServiceAccount account) {
    offboardings.heard(account);
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
      case Change.Deciders deciders ->
          watches.catalogs().forEach(c -> catalogs.counted(c.getMetadata().getName()));
      case Change.HandedOut handedOut -> {}
      case Change.Outside outside -> {}
    }
  }

  /** Has the record looked at again that the change concerns. */
  void look(Change change, String record) {
    records.wake(record);
    large.changed(change, record);
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
    background.start();
    past.identities().listen(offboardings::said);
    past.requests().whenRead(this::wakeEnded);
  }

  /** What the log says ended may be there again; more of that is known from now on. */
  private void wakeEnded() {
    caches
        .allRecords()
        .filter(record -> past.requests().contains(record.getSpec().request().uid()))
        .forEach(record -> records.wake(record.getMetadata().getName()));
    offboardings.all();
  }

  long swept() {
    return background.swept();
  }

  Optional<Instant> sweptAt() {
    return background.sweptAt();
  }

  @Override
  public void close() {
    background.close();
    guard.close();
    rights.close();
    catalogs.stop();
    large.close();
    records.stop();
    offboardings.close();
    watches.close();
    ground.close();
  }
}
