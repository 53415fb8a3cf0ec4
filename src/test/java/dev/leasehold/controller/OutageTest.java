package dev.leasehold.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.cluster.Caches;
import dev.leasehold.cluster.LiveView;
import dev.leasehold.cluster.Store;
import dev.leasehold.grant.Access;
import dev.leasehold.grant.rbac.RbacProvisioner;
import dev.leasehold.grant.rbac.RbacSettings;
import dev.leasehold.grant.rbac.SecretDelivery;
import dev.leasehold.model.Condition;
import dev.leasehold.observe.EmptyView;
import dev.leasehold.schedule.Backoff;
import dev.leasehold.schedule.Locks;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * F42: an API server that goes away at any call of an ending, for any time, delays it for no longer
 * than it was away and a back-off.
 */
class OutageTest {
  private static final Instant END = Instant.parse("2026-12-01T12:00:00Z");
  private static final Duration CALL = Duration.ofSeconds(5);
  private static final Duration LIMIT = Duration.ofSeconds(10);

  /** Half a minute after an outage all is right (G10). */
  private static final Duration LATEST = Duration.ofSeconds(24);

  private final AtomicReference<Instant> now = new AtomicReference<>(END);
  private final InstantSource clock = now::get;
  private final FakeApi api = new FakeApi();
  private final Caches caches = new Caches();
  private final Bound bound = new Bound(api, caches);
  private final Locks locks = new Locks();
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final RecordFlow flow = flow();

  private RecordFlow flow() {
    caches.requests(new StoredRequests());
    Store store = new Store(api.client(), caches, (request, entry) -> {});
    Told told = new Told();
    Access access =
        new Access(
            List.of(
                new RbacProvisioner(
                    api.client(),
                    new RbacSettings("leasehold-grants", "ca", Optional.empty(), CALL))),
            new SecretDelivery(api.client(), CALL),
            (g, t, k) -> new Condition.Intact());
    return new Flows(api, caches, new EmptyView(), store, locks, clock)
        .records(() -> new LiveView(api.client(), new EmptyView(), workers), access, told, told);
  }

  @AfterEach
  void stop() {
    flow.stop();
    workers.shutdownNow();
    api.close();
  }

  @ParameterizedTest
  @CsvSource({"3, false", "6, false", "19, false", "60, false", "3, true", "60, true"})
  void whicheverCallTheOutageBeginsWithTheGrantEnds(int seconds, boolean losing) {
    int calls = callsOfAnEnding();
    assertThat(calls).isGreaterThan(5);
    for (int phase = 0; phase < calls; phase++) {
      now.set(END);
      String uid = "phase" + phase;
      AccessRecord record = bound.put(uid, List.of());
      api.awayAfter(phase, losing);
      Duration late = awayFor(Duration.ofSeconds(seconds), record);
      api.back();
      assertThat(late).isLessThanOrEqualTo(LATEST);
      flow.advanceFresh(record);
      Awaitility.await("an outage from call " + phase)
          .atMost(LIMIT)
          .until(() -> bound.isEnded(uid) && locks.size() == 0);
      assertThat(bound.givesAccess(uid)).isFalse();
    }
  }

  private int callsOfAnEnding() {
    AccessRecord record = bound.put("whole", List.of());
    int before = api.calls.size();
    flow.advanceFresh(record);
    assertThat(bound.isEnded("whole")).isTrue();
    return api.calls.size() - before;
  }

  /** Tried again as it is, and by the sweep in between; says how long after it is tried again. */
  private Duration awayFor(Duration outage, AccessRecord record) {
    Backoff backoff = new Backoff();
    Duration passed = Duration.ZERO;
    while (passed.compareTo(outage) < 0) {
      flow.advanceFresh(record);
      assertThat(flow.sweep(record)).isTrue();
      Duration step = backoff.failed("");
      passed = passed.plus(step);
      now.updateAndGet(at -> at.plus(step));
    }
    return passed.minus(outage);
  }
}
