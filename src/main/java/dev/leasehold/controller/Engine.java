package dev.leasehold.controller;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.cluster.Waiters;
import dev.leasehold.lifecycle.Guard;
import dev.leasehold.lifecycle.RequestObservation.RecordView;
import dev.leasehold.model.RequestRef;
import dev.leasehold.observe.OffboardingReader;
import dev.leasehold.observe.RecordReader;
import dev.leasehold.observe.RequestReader;
import dev.leasehold.schedule.Deadlines;
import dev.leasehold.cluster.Each;
import dev.leasehold.schedule.Locks;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Decides which queue a change goes to. Whatever may end access goes to the endings' own; the rest
 * are arrivals, which can wait.
 */
public final class Engine implements AutoCloseable {
  /** Arrivals worked on side by side. */
  private static final int ARRIVALS = 10;

  /** Of one namespace; the other places are for namespaces that nothing is done for just now. */
  private static final int ARRIVALS_OF_ONE = 8;

  /** Refused side by side for want of room: such a flood must not wait behind what it brings. */
  private static final int REFUSALS = 4;

  /**
   * Told side by side that they wait for their turn. That changes nothing for whoever asks, and
   * whoever floods makes one such write for each request: it takes nothing from what decides.
   */
  private static final int TELLINGS = 1;

  /** Stamps that may end access. */
  private static final List<String> ENDING = List.of("revocation.", "denial.", "review.");

  private final Parts parts;
  private final Supplier<Duration> unwatched;
  private final Waiters waiters;
  private final Concerned concerned;
  private final Deadlines arrivals;
  private final Deadlines refusals;
  private final Deadlines tellings;
  private final Locks names = new Locks();
  private volatile boolean leading;

  /** Puts the parts to work; nothing happens before the framework serves the two caches. */
  public Engine(Given given, InstantSource clock) {
    this.unwatched = given.unwatched();
    this.parts =
        new Parts(
            given,
            clock,
            new Hearing(this::leading, this::referred),
            this::requestTerminating,
            this::requestGone,
            this::guardChanged,
            this::waits);
    this.waiters = new Waiters(parts.caches());
    this.concerned = new Concerned(parts.caches());
    parts.caches().settling(this::requestSettled, this::recordSettled);
    this.arrivals =
        new Deadlines(
            "arrivals", ARRIVALS, ARRIVALS_OF_ONE, Engine::namespace, clock, this::arrived);
    this.refusals = new Deadlines("refusals", REFUSALS, clock, this::turnedAway);
    this.tellings =
        new Deadlines("tellings", TELLINGS, TELLINGS, Engine::namespace, clock, this::told);
  }

  /** Called once: fills the caches of what requests refer to. */
  void serveRequests(IndexerResourceCache<AccessRequest> cache) {
    parts.caches().requests(cache);
    parts.watches().start();
  }

  void serveRecords(IndexerResourceCache<AccessRecord> cache) {
    parts.caches().records(cache);
  }

  /**
   * Called once, when this process became the one that works. One that stands by only looks, so
   * everything there is is gone through now, what may end first; changes from here on are heard,
   * for the caches have them before they are told.
   */
  public void lead() {
    leading = true;
    parts.guard().start(unwatched.get());
    parts.startSweeping();
    Each.of(parts.caches().allRecords(), this::recordChanged);
    Each.of(parts.caches().allRequests(), this::requestChanged);
    parts.watches().catalogs().forEach(c -> parts.catalogs().changed(c.getMetadata().getName()));
    parts.offboardings().all();
    Each.of(
        parts.caches().allRequests().filter(RequestReader::isTerminating),
        this::requestTerminating);
  }

  void requestChanged(AccessRequest request) {
    if (!leading || parts.canary(request)) {
      return;
    }
    String name = key(request);
    if (parts.requests().crowded(request)) {
      refusals.now(name);
      return;
    }
    if (ends(request) && wakeOpen(request)) {
      // Its record heeds what people said by itself, and cuts before anything is written.
      arrivals.now(name);
    } else if (ends(request)) {
      parts.records().urgently(name, () -> arrived(name));
    } else {
      arrivals.now(name);
    }
    wakeRecord(request);
    waiters.behind(request).forEach(waiting -> arrivals.now(key(waiting)));
    parts.catalogs().counted(request.getSpec().entitlement().catalog());
  }

  /** The framework tells of no change of what is being deleted. */
  private void requestTerminating(AccessRequest request) {
    if (leading && !parts.canary(request)) {
      parts.requests().saw(request);
      requestChanged(request);
      // Whatever its record says: what is closed is kept from now on.
      parts.records().wake(RequestRef.recordName(request.getMetadata().getUid()));
    }
  }

  private void requestGone(ObjectMeta request) {
    if (leading) {
      parts.requests().gone(request.getUid());
      parts.records().wakeFresh(RequestRef.recordName(request.getUid()));
      waiters.behind(request).forEach(waiting -> arrivals.now(key(waiting)));
    }
  }

  /** What follows on an event of a request's end otherwise; on this one none comes. */
  private void requestSettled(AccessRequest request) {
    arrivals.clear(key(request));
    parts.catalogs().counted(request.getSpec().entitlement().catalog());
    waiters.behind(request).forEach(waiting -> arrivals.now(key(waiting)));
  }

  private void recordSettled(AccessRecord record) {
    parts.offboardings().changed(OffboardingReader.identity(record));
    waiters.review(record).forEach(waiting -> arrivals.now(key(waiting)));
  }

  void recordChanged(AccessRecord record) {
    parts.caches().answered().add(record);
    if (!leading) {
      return;
    }
    if (OffboardingReader.is(record)) {
      referred(Change.Account.of(OffboardingReader.identity(record)));
      return;
    }
    parts.offboardings().changed(OffboardingReader.identity(record));
    parts.records().wake(record.getMetadata().getName());
    String request =
        record.getSpec().request().namespace() + "/" + record.getSpec().request().name();
    arrivals.now(request);
    waiters.review(record).forEach(waiting -> arrivals.now(key(waiting)));
  }

  /** Whether the guard was last proved to be live; for health and metrics. */
  public Guard guard() {
    return parts.guard().current();
  }

  /** The records that are not settled, as far as they are known here. */
  public Stream<AccessRecord> records() {
    return parts.caches().allRecords();
  }

  /** Whether this process was made the one that works. */
  public boolean leading() {
    return leading;
  }

  /** The kinds, other than requests and records, that are not being watched now. */
  public List<String> unwatched() {
    return parts.watches().unwatched();
  }

  /** Grows as long as the sweep of the process that works goes on. */
  public long swept() {
    return parts.swept();
  }

  /** Whether this process works, and all caches are filled. */
  public boolean working() {
    return leading && parts.caches().ready() && parts.watches().filled();
  }

  @Override
  public void close() {
    arrivals.close();
    refusals.close();
    tellings.close();
    parts.close();
  }

  private void arrived(String name) {
    inOrder(name, () -> look(name, arrivals, parts.requests()::advance));
  }

  /** It is looked at there only as long as it is not told. */
  private void waits(AccessRequest request) {
    tellings.now(key(request));
  }

  private void told(String name) {
    inOrder(name, () -> look(name, arrivals, parts.requests()::tell));
  }

  private void turnedAway(String name) {
    inOrder(name, () -> look(name, refusals, parts.requests()::turnAway));
  }

  /** One after the other, or an older look would unset what a newer one has set. */
  private void inOrder(String name, Runnable look) {
    boolean _ =
        names.call(
            name,
            this::makeWay,
            () -> {
              look.run();
              return true;
            });
  }

  private void makeWay() {
    arrivals.makeWay();
    refusals.makeWay();
    tellings.makeWay();
    parts.records().makeWay();
  }

  private void look(
      String name, Deadlines when, BiFunction<AccessRequest, Runnable, Optional<Instant>> taken) {
    int slash = name.indexOf('/');
    Optional<AccessRequest> request =
        parts.caches().request(name.substring(0, slash), name.substring(slash + 1));
    request
        .flatMap(found -> taken.apply(found, this::makeWay))
        .ifPresentOrElse(at -> when.set(name, at), () -> when.clear(name));
  }

  /** Deleted, denied, revoked or reviewed: that must not wait behind what merely arrives. */
  private static boolean ends(AccessRequest request) {
    return RequestReader.isTerminating(request) || stamped(request);
  }

  private static boolean stamped(AccessRequest request) {
    return request.getMetadata().getAnnotations() != null
        && request.getMetadata().getAnnotations().keySet().stream()
            .anyMatch(k -> ENDING.stream().anyMatch(k::startsWith));
  }

  private void referred(Change change) {
    if (!leading) {
      return;
    }
    parts.recount(change);
    concerned
        .requests(change)
        .filter(request -> !parts.canary(request))
        .forEach(request -> arrivals.now(key(request)));
    concerned
        .records(change)
        .forEach(record -> parts.records().wake(record.getMetadata().getName()));
  }

  private void guardChanged(Guard guard) {
    parts
        .caches()
        .allRequests()
        .filter(request -> !parts.canary(request))
        .forEach(request -> arrivals.now(key(request)));
    parts
        .caches()
        .allRecords()
        .filter(RecordReader::owesReview)
        .forEach(record -> parts.records().wake(record.getMetadata().getName()));
    parts.offboardings().all();
  }

  /** Has the record looked at, if it is open. */
  private boolean wakeOpen(AccessRequest request) {
    Optional<AccessRecord> open =
        parts
            .caches()
            .record(RequestRef.recordName(request.getMetadata().getUid()))
            .filter(r -> RecordReader.standing(r) != RecordView.Standing.CLOSED);
    open.ifPresent(r -> parts.records().wake(r.getMetadata().getName()));
    return open.isPresent();
  }

  /** Live grants follow what is annotated on their request (redeliver), and debts a review. */
  private void wakeRecord(AccessRequest request) {
    parts
        .caches()
        .record(RequestRef.recordName(request.getMetadata().getUid()))
        .filter(
            r ->
                RecordReader.standing(r) == RecordView.Standing.ACTIVE
                    || RecordReader.owesReview(r))
        .ifPresent(r -> parts.records().wake(r.getMetadata().getName()));
  }

  /** One namespace's flood is no other's. */
  private static String namespace(String key) {
    return key.substring(0, key.indexOf('/'));
  }

  private static String key(AccessRequest request) {
    return request.getMetadata().getNamespace() + "/" + request.getMetadata().getName();
  }
}
