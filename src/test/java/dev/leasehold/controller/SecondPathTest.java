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
import dev.leasehold.schedule.Locks;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The sweep ends grants though every call of everybody else's client hangs to its deadline. */
class SecondPathTest {
  private static final Instant OVER = Instant.parse("2026-12-01T12:00:01Z");
  private static final Duration DEADLINE = Duration.ofSeconds(5);
  private static final Duration SOON = Duration.ofSeconds(3);
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final FakeApi api = new FakeApi();
  private final Silence silence = new Silence();
  private final KubernetesClient hanging = silence.client(DEADLINE);
  private final Caches caches = new Caches();
  private final Bound bound = new Bound(api, caches);
  private final StoredRequests stored = new StoredRequests();
  private final Locks locks = new Locks();
  private final InstantSource clock = InstantSource.fixed(OVER);
  private final Told told = new Told();
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final RecordFlow flow = flow();

  private RecordFlow flow() {
    caches.requests(stored);
    return flows().records(path(hanging), path(api.client()));
  }

  private Flows flows() {
    return new Flows(api, caches, new EmptyView(), store(api.client()), locks, clock);
  }

  private RecordPath path(KubernetesClient client) {
    RbacSettings settings = new RbacSettings("leasehold-grants", "ca", Optional.empty(), DEADLINE);
    Access access =
        new Access(
            List.of(new RbacProvisioner(client, settings)),
            new SecretDelivery(client, DEADLINE),
            (g, t, k) -> new Condition.Intact());
    return flows()
        .path(
            store(client),
            () -> new LiveView(client, new EmptyView(), workers),
            access,
            told,
            told);
  }

  private Store store(KubernetesClient client) {
    return new Store(client, caches, (request, entry) -> {});
  }

  @AfterEach
  void stop() {
    silence.close();
    flow.stop();
    workers.shutdownNow();
    api.close();
  }

  private AccessRecord overdue(String uid) {
    return bound.put(uid, List.of());
  }

  @Test
  void whatTheEventsPathHangsInIsStoppedAtOnceAndEndedByTheSweep() {
    AccessRecord record = overdue("u1");
    flow.wakeFresh("ar-u1");
    Awaitility.await().atMost(SOON).until(() -> silence.calls() > 0);
    long begun = System.nanoTime();
    assertThat(flow.sweep(record)).isFalse();
    assertThat(bound.givesAccess("u1")).as("access is given").isFalse();
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(SOON);
    Awaitility.await().atMost(LIMIT).until(() -> bound.isEnded("u1"));
  }

  /** The other way round: what the sweep hangs in is stopped by the events' path. */
  @Test
  void whatTheSweepHangsInIsStoppedByTheEventsPath() {
    RecordFlow flow = flows().records(path(api.client()), path(hanging));
    AccessRecord record = overdue("u1");
    workers.execute(() -> flow.sweep(record));
    Awaitility.await().atMost(SOON).until(() -> silence.calls() > 0);
    flow.wake("ar-u1");
    Awaitility.await().atMost(SOON).until(() -> !bound.givesAccess("u1"));
    flow.stop();
  }

  /** Each has to be stopped before the next round, however many somebody works on. */
  @Test
  void manyThatTheEventsPathHangsInAreStoppedInOneRound() {
    int many = 64;
    List<AccessRecord> all = IntStream.range(0, many).mapToObj(i -> overdue("many" + i)).toList();
    all.forEach(record -> flow.wakeFresh(record.getMetadata().getName()));
    Awaitility.await().atMost(SOON).until(() -> silence.calls() >= 32);
    long begun = System.nanoTime();
    all.forEach(record -> flow.sweep(record));
    assertThat(IntStream.range(0, many).noneMatch(i -> bound.givesAccess("many" + i))).isTrue();
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(LIMIT);
  }

  /** F51: as by a webhook, or a finalizer, that lets nothing go. */
  @Test
  void dozenThatAreHeldKeepNoOtherFromEnding() {
    RecordFlow flow = flows().records(path(api.client()), path(api.client()));
    List<AccessRecord> held =
        IntStream.range(0, 12)
            .mapToObj(i -> bound.put("held" + i, List.of("example.com/hold")))
            .toList();
    held.forEach(record -> flow.wake(record.getMetadata().getName()));
    AccessRecord _ = overdue("other");
    flow.wake("ar-other");
    Awaitility.await().atMost(SOON).until(() -> bound.isEnded("other"));
    Awaitility.await()
        .atMost(SOON)
        .until(() -> IntStream.range(0, 12).noneMatch(i -> bound.givesAccess("held" + i)));
    // Where the other path works on one just now, the sweep says so.
    held.forEach(record -> Awaitility.await().atMost(SOON).until(() -> flow.sweep(record)));
    AccessRecord swept = overdue("swept");
    assertThat(flow.sweep(swept)).isTrue();
    assertThat(bound.isEnded("swept")).isTrue();
    assertThat(IntStream.range(0, 12).noneMatch(i -> bound.isEnded("held" + i))).isTrue();
    flow.stop();
  }

  /** More hang than may call at once: to look, to stop access, or to take the rest back. */
  @Test
  void whoHasEveryPlaceOfTheEventsPathKeepsNoneFromTheSweep() {
    int many = 200;
    IntStream.range(0, many).forEach(i -> overdue("many" + i));
    IntStream.range(0, many).forEach(i -> flow.wake("ar-many" + i));
    IntStream.range(0, many).forEach(i -> flow.wakeFresh("ar-many" + i));
    Awaitility.await().atMost(SOON).until(() -> silence.calls() >= 32);
    AccessRecord record = overdue("u1");
    long begun = System.nanoTime();
    assertThat(flow.sweep(record)).isTrue();
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(SOON);
    assertThat(bound.isEnded("u1")).isTrue();
    assertThat(bound.givesAccess("u1")).isFalse();
  }
}
