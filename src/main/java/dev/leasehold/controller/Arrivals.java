package dev.leasehold.controller;

import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.cluster.Caches;
import dev.leasehold.schedule.Deadlines;
import dev.leasehold.schedule.Locks;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BiFunction;

/** The queues in which requests wait to be looked at, by namespace and name. */
final class Arrivals implements AutoCloseable {
  /** Arrivals worked on side by side. */
  private static final int ARRIVALS = 10;

  /** Of one namespace; the other places are for namespaces that nothing is done for just now. */
  private static final int ARRIVALS_OF_ONE = 8;

  /** Requests of which nobody has decided anything, looked at side by side. */
  private static final int NEWCOMERS = 4;

  /**
   * Of one namespace: each takes as much of the processors as an approval does, and a flood of them
   * must leave most to those who wait for an approval to take effect.
   */
  private static final int NEWCOMERS_OF_ONE = 2;

  /** Refused side by side for want of room: such a flood must not wait behind what it brings. */
  private static final int REFUSALS = 4;

  /**
   * Told side by side that they wait for their turn. That changes nothing for whoever asks, and
   * whoever floods makes one such write for each request: it takes nothing from what decides.
   */
  private static final int TELLINGS = 1;

  private final Caches caches;
  private final RequestFlow requests;
  private final RecordFlow records;
  private final Deadlines arrivals;
  private final Deadlines newcomers;
  private final Deadlines refusals;
  private final Deadlines tellings;
  private final Unoffered unoffered;
  private final Locks names = new Locks();

  Arrivals(Caches caches, RequestFlow requests, RecordFlow records, InstantSource clock) {
    this.caches = caches;
    this.unoffered = new Unoffered(caches);
    this.requests = requests;
    this.records = records;
    this.arrivals =
        new Deadlines(
            "arrivals", ARRIVALS, ARRIVALS_OF_ONE, Arrivals::namespace, clock, this::arrived);
    this.newcomers =
        new Deadlines(
            "newcomers", NEWCOMERS, NEWCOMERS_OF_ONE, Arrivals::namespace, clock, this::begun);
    this.refusals = new Deadlines("refusals", REFUSALS, clock, this::turnedAway);
    this.tellings =
        new Deadlines("tellings", TELLINGS, TELLINGS, Arrivals::namespace, clock, this::told);
  }

  /** Has the request looked at as soon as it is its turn. */
  void now(AccessRequest request) {
    arrivals.now(key(request));
  }

  void now(String namespace, String name) {
    arrivals.now(namespace + "/" + name);
  }

  /** Has it looked at with what may lead to an ending. */
  void urgently(AccessRequest request) {
    String key = key(request);
    records.urgently(key, () -> arrived(key));
  }

  /** Has it refused for want of room, if there still is none then. */
  void refuse(AccessRequest request) {
    refusals.now(key(request));
  }

  /** Has it told that it waits; it is looked at there only as long as it is not told. */
  void tell(AccessRequest request) {
    tellings.now(key(request));
  }

  /** Nothing is to be looked at any more. */
  void clear(AccessRequest request) {
    arrivals.clear(key(request));
  }

  @Override
  public void close() {
    arrivals.close();
    newcomers.close();
    refusals.close();
    tellings.close();
  }

  /** What is new goes on in a queue of its own; alarms for all are kept here. */
  private void arrived(String key) {
    if (request(key).filter(unoffered::has).isPresent()) {
      newcomers.now(key);
    } else {
      begun(key);
    }
  }

  private void begun(String key) {
    inOrder(key, () -> look(key, arrivals, requests::advance));
  }

  private void told(String key) {
    inOrder(key, () -> look(key, arrivals, requests::tell));
  }

  private void turnedAway(String key) {
    inOrder(key, () -> look(key, refusals, requests::turnAway));
  }

  /** One after the other, or an older look would unset what a newer one has set. */
  private void inOrder(String key, Runnable look) {
    boolean _ =
        names.call(
            key,
            this::makeWay,
            () -> {
              look.run();
              return true;
            });
  }

  private void makeWay() {
    arrivals.makeWay();
    newcomers.makeWay();
    refusals.makeWay();
    tellings.makeWay();
    records.makeWay();
  }

  private void look(
      String key, Deadlines when, BiFunction<AccessRequest, Runnable, Optional<Instant>> taken) {
    request(key)
        .flatMap(found -> taken.apply(found, this::makeWay))
        .ifPresentOrElse(at -> when.set(key, at), () -> when.clear(key));
  }

  private Optional<AccessRequest> request(String key) {
    int slash = key.indexOf('/');
    return caches.request(key.substring(0, slash), key.substring(slash + 1));
  }

  /** One namespace's flood is no other's. */
  private static String namespace(String key) {
    return key.substring(0, key.indexOf('/'));
  }

  private static String key(AccessRequest request) {
    return request.getMetadata().getNamespace() + "/" + request.getMetadata().getName();
  }
}
