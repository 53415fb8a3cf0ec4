package dev.leasehold.controller;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.lifecycle.Guard;
import dev.leasehold.lifecycle.RequestObservation.RecordView;
import dev.leasehold.observe.RecordReader;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Decides which queue a change goes to. Whatever may end access goes to the endings' own; the rest
 * are arrivals, which can wait.
 */
public final class Engine implements AutoCloseable {
  /** Arrivals worked on side by side. */
  private static final int ARRIVALS = 10;

  private final Parts parts;
  private final Deadlines arrivals;

  /** Puts the parts to work; nothing happens before the framework serves the two caches. */
  public Engine(Given given, InstantSource clock) {
    this.parts = new Parts(given, clock, this::referred, this::guardChanged);
    this.arrivals = new Deadlines("arrivals", ARRIVALS, clock, this::arrived);
  }

  /** Called once, when this process is to work: fills the caches of what requests refer to. */
  void serveRequests(IndexerResourceCache<AccessRequest> cache) {
    parts.caches().requests(cache);
    parts.watches().start();
    parts.guard().start();
  }

  void serveRecords(IndexerResourceCache<AccessRecord> cache) {
    parts.caches().records(cache);
    parts.sweep().start();
  }

  void requestChanged(AccessRequest request) {
    String name = key(request);
    parts.catalogs().counted(request.getSpec().entitlement().catalog());
    if (urgent(request)) {
      parts.records().urgently(name, () -> arrived(name));
    } else {
      arrivals.now(name);
    }
    wakeRecord(request);
  }

  void requestGone(AccessRequest request) {
    parts.requests().gone(request);
    parts.catalogs().counted(request.getSpec().entitlement().catalog());
    parts.records().wake(record(request));
  }

  void recordChanged(AccessRecord record) {
    parts.records().wake(record.getMetadata().getName());
    String request =
        record.getSpec().request().namespace() + "/" + record.getSpec().request().name();
    arrivals.now(request);
  }

  /** Whether the guard was last proved to be live; for health and metrics. */
  public Guard guard() {
    return parts.guard().current();
  }

  /** Whether all caches are filled. */
  public boolean ready() {
    return parts.caches().ready() && parts.watches().filled();
  }

  @Override
  public void close() {
    arrivals.close();
    parts.close();
  }

  private void arrived(String name) {
    int slash = name.indexOf('/');
    Optional<AccessRequest> request =
        parts.caches().request(name.substring(0, slash), name.substring(slash + 1));
    request
        .flatMap(parts.requests()::advance)
        .ifPresentOrElse(at -> arrivals.set(name, at), () -> arrivals.clear(name));
  }

  /** A denial or revocation, which must not wait behind what merely arrives. */
  private static boolean urgent(AccessRequest request) {
    return request.getMetadata().getAnnotations() != null
        && request.getMetadata().getAnnotations().keySet().stream()
            .anyMatch(k -> k.startsWith("revocation.") || k.startsWith("denial."));
  }

  private void referred(Change change) {
    parts
        .caches()
        .allRequests()
        .filter(change::concerns)
        .filter(request -> request.getStatus() == null || request.getStatus().endedAt() == null)
        .forEach(request -> arrivals.now(key(request)));
    parts
        .caches()
        .allRecords()
        .filter(change::concerns)
        .forEach(record -> parts.records().wake(record.getMetadata().getName()));
  }

  private void guardChanged(Guard guard) {
    parts.caches().allRequests().forEach(request -> arrivals.now(key(request)));
  }

  /** Live grants follow what is annotated on their request (redeliver). */
  private void wakeRecord(AccessRequest request) {
    parts
        .caches()
        .record(record(request))
        .filter(r -> RecordReader.standing(r) == RecordView.Standing.ACTIVE)
        .ifPresent(r -> parts.records().wake(r.getMetadata().getName()));
  }

  private static String record(AccessRequest request) {
    return "ar-" + request.getMetadata().getUid();
  }

  private static String key(AccessRequest request) {
    return request.getMetadata().getNamespace() + "/" + request.getMetadata().getName();
  }
}
