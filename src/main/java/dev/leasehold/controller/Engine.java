package dev.leasehold.controller;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.cluster.Each;
import dev.leasehold.cluster.Waiters;
import dev.leasehold.lifecycle.Guard;
import dev.leasehold.model.RequestRef;
import dev.leasehold.observe.OffboardingReader;
import dev.leasehold.observe.RequestReader;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Decides which queue a change goes to. Whatever may end access goes to the endings' own; the rest
 * are arrivals, which can wait.
 */
public final class Engine implements AutoCloseable {
  private final Parts parts;
  private final Supplier<Duration> unwatched;
  private final Waiters waiters;
  private final Concerned concerned;
  private final Heeding heeding;
  private final Arrivals arrivals;
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
    this.heeding = new Heeding(parts.caches(), parts.records());
    this.arrivals = new Arrivals(parts.caches(), parts.requests(), parts.records(), clock);
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
    if (parts.requests().crowded(request)) {
      arrivals.refuse(request);
      return;
    }
    if (Heeding.ends(request) && heeding.wakeOpen(request)) {
      // Its record heeds what people said by itself, and cuts before anything is written.
      arrivals.now(request);
    } else if (Heeding.ends(request)) {
      arrivals.urgently(request);
    } else {
      arrivals.now(request);
    }
    heeding.wakeRecord(request);
    waiters.behind(request).forEach(arrivals::now);
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
      waiters.behind(request).forEach(arrivals::now);
    }
  }

  /** What follows on an event of a request's end otherwise; on this one none comes. */
  private void requestSettled(AccessRequest request) {
    arrivals.clear(request);
    parts.catalogs().counted(request.getSpec().entitlement().catalog());
    waiters.behind(request).forEach(arrivals::now);
  }

  private void recordSettled(AccessRecord record) {
    parts.offboardings().changed(OffboardingReader.identity(record));
    waiters.review(record).forEach(arrivals::now);
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
    arrivals.now(record.getSpec().request().namespace(), record.getSpec().request().name());
    waiters.review(record).forEach(arrivals::now);
  }

  /** Whether the guard was last proved to be live; for health and metrics. */
  public Guard guard() {
    return parts.guard().current();
  }

  /** The records that are not settled, as far as they are known here. */
  public Stream<AccessRecord> records() {
    return parts.caches().allRecords();
  }

  /** The requests that are not settled, as far as they are known here. */
  public Stream<AccessRequest> requests() {
    return parts.caches().allRequests().filter(request -> !parts.canary(request));
  }

  public List<String> catalogs() {
    return parts.watches().catalogs().stream().map(c -> c.getMetadata().getName()).toList();
  }

  /** When the sweep of this process last went through everything. */
  public Optional<Instant> sweptAt() {
    return parts.sweptAt();
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
    parts.close();
  }

  private void waits(AccessRequest request) {
    arrivals.tell(request);
  }

  private void referred(Change change) {
    if (!leading) {
      return;
    }
    parts.recount(change);
    concerned.requests(change).filter(request -> !parts.canary(request)).forEach(arrivals::now);
    concerned.records(change).forEach(record -> parts.look(change, record.getMetadata().getName()));
  }

  private void guardChanged(Guard guard) {
    parts.caches().allRequests().filter(request -> !parts.canary(request)).forEach(arrivals::now);
    heeding.wakeOwing();
    parts.offboardings().all();
  }
}
