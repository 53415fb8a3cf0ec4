package dev.leasehold.controller;

import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.Entitlement;
import dev.leasehold.api.v1alpha1.EntitlementCatalog;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.cluster.Caches;
import dev.leasehold.cluster.ClusterDeciders;
import dev.leasehold.cluster.NotTaken;
import dev.leasehold.cluster.Store;
import dev.leasehold.cluster.Watches;
import dev.leasehold.grant.Unavailable;
import dev.leasehold.observe.AcceptanceReader;
import dev.leasehold.observe.AggregationNote;
import dev.leasehold.observe.CatalogReader;
import dev.leasehold.observe.Exclusions;
import dev.leasehold.observe.MissingDecider;
import dev.leasehold.observe.OfferDocument;
import dev.leasehold.observe.RenewalNote;
import dev.leasehold.observe.RequestReader;
import dev.leasehold.policy.Deciders;
import dev.leasehold.policy.Facts.Offering;
import dev.leasehold.schedule.Deadlines;
import dev.leasehold.status.CatalogStatusWriter;
import dev.leasehold.status.CatalogStatusWriter.Standing;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Keeps the status of catalogs: what of them can be requested, and how much is in use. */
final class CatalogFlow {
  private static final Logger LOG = Logger.getLogger(CatalogFlow.class);

  /** Counts move with every request; they are written together, not one by one. */
  private static final Duration GATHER = Duration.ofSeconds(5);

  /** It may be what somebody is about to change, and is logged each time. */
  private static final Duration AFTER_A_BUG = Duration.ofMinutes(1);

  private final Watches watches;
  private final Caches caches;
  private final CatalogReader reader;
  private final UnaryOperator<String> digest;
  private final Store store;
  private final InstantSource clock;
  private final Deadlines deadlines;
  private final RememberedDeciders deciders;

  CatalogFlow(
      Watches watches,
      Caches caches,
      CatalogReader reader,
      UnaryOperator<String> digest,
      Store store,
      InstantSource clock) {
    this.watches = watches;
    this.caches = caches;
    this.reader = reader;
    this.digest = digest;
    this.store = store;
    this.clock = clock;
    this.deadlines = new Deadlines("catalogs", 1, clock, this::advance);
    this.deciders = new RememberedDeciders(new ClusterDeciders(watches)::read);
  }

  /** Whatever it depends on may have changed. */
  void changed(String name) {
    deciders.forget();
    deadlines.now(name);
  }

  /** Something that is only counted has changed. */
  void counted(String name) {
    deadlines.unlessSet(name, clock.instant().plus(GATHER));
  }

  void stop() {
    deadlines.close();
  }

  private void advance(String name) {
    try {
      watches.catalog(name).ifPresent(this::write);
    } catch (NotTaken e) {
      LOG.warnf("catalog=%s reason=%s %s", name, e.reason().code(), e.reason().message());
      deadlines.unlessSet(name, clock.instant().plus(RequestFlow.RARELY));
    } catch (Unavailable e) {
      LOG.debugf("catalog=%s reason=%s try again", name, e.reason().code());
      deadlines.unlessSet(name, clock.instant().plus(GATHER));
    } catch (RuntimeException e) {
      LOG.errorf(e, "catalog=%s could not be looked at", name);
      deadlines.unlessSet(name, clock.instant().plus(AFTER_A_BUG));
    }
  }

  private void write(EntitlementCatalog catalog) {
    List<AccessRequest> requests =
        caches.requestsBy(Caches.CATALOG, catalog.getMetadata().getName()).stream()
            .filter(request -> !RequestReader.isTerminating(request))
            .toList();
    Deciders deciding = deciders.read();
    List<Standing> standings =
        catalog.getSpec().entitlements().stream()
            .map(entitlement -> standing(catalog, entitlement, requests, deciding))
            .toList();
    store.write(catalog, CatalogStatusWriter.status(catalog, standings, clock.instant()));
  }

  private Standing standing(
      EntitlementCatalog catalog,
      Entitlement entitlement,
      List<AccessRequest> requests,
      Deciders deciders) {
    int active = count(requests, entitlement, RequestPhase.Active);
    int waiting = count(requests, entitlement, RequestPhase.AwaitingApproval);
    Offering offering = reader.read(catalog, entitlement, clock.instant());
    Optional<String> obstacle =
        switch (offering) {
          case Offering.Requestable requestable -> Optional.empty();
          case Offering.Exceeding(var _, var _, var reason) -> Optional.of(reason.message());
          case Offering.NotYet(var reason) -> Optional.of(reason.message());
          case Offering.Missing(var reason) -> Optional.of(reason.message());
          case Offering.Retired(var reason) -> Optional.of(reason.message());
        };
    var found =
        offering instanceof Offering.Requestable(var entitled)
            ? Optional.of(entitled)
            : Optional.<dev.leasehold.model.Entitlement>empty();
    return new Standing(
        entitlement.name(),
        obstacle,
        note(notes(catalog, entitlement, deciders), found.flatMap(AggregationNote::of)),
        found.map(OfferDocument::of).map(digest),
        active,
        waiting);
  }

  /** Of several none hides another. */
  private static Optional<String> note(Stream<String> notes, Optional<String> last) {
    return Stream.concat(notes, last.stream()).reduce((one, next) -> one + "; " + next);
  }

  private Stream<String> notes(
      EntitlementCatalog catalog, Entitlement entitlement, Deciders deciders) {
    String name = Exclusions.qualified(catalog, entitlement);
    return Stream.of(
            AcceptanceReader.obstacle(catalog, clock.instant()).stream(),
            new Exclusions(watches::catalog, caches.segregation())
                .note(catalog, entitlement).stream(),
            RenewalNote.of(entitlement).stream(),
            MissingDecider.of(deciders, name, entitlement).stream()
                .map(missing -> missing.sentence(name, "the cluster")))
        .flatMap(notes -> notes);
  }

  private static int count(
      List<AccessRequest> requests, Entitlement entitlement, RequestPhase phase) {
    return (int)
        requests.stream()
            .filter(r -> r.getSpec().entitlement().name().equals(entitlement.name()))
            .filter(r -> r.getStatus() != null && r.getStatus().phase() == phase)
            .count();
  }
}
