package dev.leasehold.controller;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.cluster.Caches;
import dev.leasehold.cluster.Store;
import dev.leasehold.grant.Access;
import dev.leasehold.lifecycle.Guard;
import dev.leasehold.lifecycle.Limits;
import dev.leasehold.lifecycle.Rate;
import dev.leasehold.lifecycle.Retention;
import dev.leasehold.model.Persons;
import dev.leasehold.observe.ClusterView;
import dev.leasehold.observe.Keys;
import dev.leasehold.observe.RequestObserver;
import dev.leasehold.schedule.Locks;
import dev.leasehold.status.RecordWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The real flows over what a test has, while the guard is proved to be live. */
record Flows(
    FakeApi api,
    Caches caches,
    ClusterView cached,
    Store store,
    Locks locks,
    Journal journal,
    InstantSource clock) {
  private static final Guard LIVE = new Guard.Live("f");

  /** Where there is no evidence log. */
  Flows(
      FakeApi api,
      Caches caches,
      ClusterView cached,
      Store store,
      Locks locks,
      InstantSource clock) {
    this(api, caches, cached, store, locks, new Journal.None(), clock);
  }

  /**
   * All by one path, the sweep's looks too.
   *
   * @param show is given each record of which its request should show something
   */
  RecordFlow records(
      Supplier<ClusterView> live, Access access, Told told, Consumer<AccessRecord> show) {
    RecordPath path = path(store, live, access, told, show);
    return records(path, path);
  }

  /**
   * @param second that of the sweep
   */
  RecordFlow records(RecordPath path, RecordPath second) {
    return new RecordFlow(
        caches,
        cached,
        () -> LIVE,
        path,
        second,
        locks,
        new Retention(Duration.ofDays(90), Duration.ofDays(7)),
        clock);
  }

  /** A path by this store and what this access reaches. */
  RecordPath path(
      Store by, Supplier<ClusterView> live, Access access, Told told, Consumer<AccessRecord> show) {
    Entries entries = new Entries(told.journal);
    return new RecordPath(
        by,
        live,
        new RecordActs(access, access, by, told, entries, show, clock),
        new Endings(
            access, by, told, entries, new PeoplesWord(() -> LIVE, Persons.PLAIN), show, clock),
        new ReviewActs(by, told, entries, () -> LIVE, show),
        new Purging(by, caches, told, entries, () -> LIVE));
  }

  /**
   * @param burst how many one requester may have decided at once
   */
  RequestFlow requests(
      Supplier<ClusterView> live,
      RequestObserver observer,
      ExecutorService workers,
      Consumer<AccessRecord> records,
      Consumer<AccessRecord> granted,
      Consumer<AccessRequest> waits,
      int burst) {
    Rivalry rivals = new Rivalry(cached, new Locks());
    return new RequestFlow(
        caches,
        cached,
        live,
        new Activation(
            api.client(),
            cached,
            observer,
            () -> LIVE,
            store,
            new Activation.Drafting(new RecordWriter(Map.of(), Keys.ENDING_PROVED), text -> text),
            new Entries(journal),
            workers,
            rivals,
            clock),
        new Publishing(observer, store, cached, () -> LIVE, rivals, new Entries(journal)),
        observer,
        () -> LIVE,
        store,
        locks,
        records,
        granted,
        waits,
        new Limits(new Rate(60, 100), new Rate(60, burst)),
        clock);
  }
}
