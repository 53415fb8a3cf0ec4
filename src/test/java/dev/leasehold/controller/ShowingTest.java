package dev.leasehold.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRecordStatus;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.cluster.Caches;
import dev.leasehold.cluster.Store;
import dev.leasehold.grant.Access;
import dev.leasehold.model.Condition;
import dev.leasehold.observe.Bindable;
import dev.leasehold.observe.ClusterView;
import dev.leasehold.observe.EmptyView;
import dev.leasehold.observe.Keys;
import dev.leasehold.observe.RequestObserver;
import dev.leasehold.policy.TestRulebook;
import dev.leasehold.schedule.Locks;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A record is shown on its request in the midst of a look at it, by the real flows of both. */
class ShowingTest {
  private static final Instant NOW = Instant.parse("2026-12-01T09:00:00Z");
  private static final long BEGAN = System.nanoTime();
  private static final InstantSource CLOCK = () -> NOW.plusNanos(System.nanoTime() - BEGAN);
  private static final String RECORD = Written.RECORDS + "ar-u1";
  private static final String REQUEST = Written.REQUESTS + "report";
  private static final int FORBIDDEN = 403;

  private final FakeApi api = new FakeApi();
  private final Caches caches = new Caches();
  private final StoredRequests stored = new StoredRequests();
  private final Recorded outside = new Recorded();
  private final Told told = new Told();
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final ExecutorService looks = Executors.newVirtualThreadPerTaskExecutor();
  private final ClusterView view = new Peopled();
  private final Store store = new Store(api.client(), caches, (request, entry) -> {});
  private final Locks locks = new Locks();
  private final RecordFlow records = records();
  private final RequestFlow requests = requests();

  private final class Peopled extends EmptyView {
    @Override
    public Optional<ServiceAccount> serviceAccount(String namespace, String name) {
      return Optional.of(
          new ServiceAccountBuilder().withNewMetadata().withUid("s").endMetadata().build());
    }

    @Override
    public Optional<AccessRecord> record(String name) {
      return caches.record(name);
    }
  }

  private RecordFlow records() {
    caches.requests(stored);
    Access access = new Access(List.of(outside), outside, (g, t, k) -> new Condition.Intact());
    return flows().records(() -> view, access, told, this::show);
  }

  private void show(AccessRecord record) {
    requests.show(record);
  }

  private RequestFlow requests() {
    RequestObserver observer =
        new RequestObserver(
            new Bindable(Set.of(), Set.of()), TestRulebook.silent(), text -> "0".repeat(64));
    return flows()
        .requests(
            () -> view, observer, workers, records::begin, records::granted, request -> {}, 100);
  }

  private Flows flows() {
    return new Flows(api, caches, view, store, locks, CLOCK);
  }

  @AfterEach
  void stop() {
    records.stop();
    looks.shutdownNow();
    workers.shutdownNow();
    api.close();
  }

  private AccessRecord there(String phase, String more) {
    AccessRequest request = Written.request("u1");
    request.getMetadata().setAnnotations(Map.of(Keys.APPLIED_BY, "rita"));
    api.put(REQUEST, request);
    stored.put(api.get(REQUEST, AccessRequest.class));
    AccessRecord record = Written.granted("u1", phase, "ServiceAccountToken");
    record.setStatus(
        Serialization.unmarshal("phase: " + phase + "\n" + more, AccessRecordStatus.class));
    api.put(RECORD, record);
    AccessRecord put = api.get(RECORD, AccessRecord.class);
    caches.writtenRecords().wrote("ar-u1", put);
    return put;
  }

  private AccessRecord held() {
    outside.refusing("remove shop");
    return there(
        "Ending", "ending: {cause: Revoked, actor: rita, at: '2026-12-01T08:59:00Z', message: x}");
  }

  private AccessRecordStatus status() {
    return Objects.requireNonNull(api.get(RECORD, AccessRecord.class).getStatus());
  }

  private long removals() {
    return List.copyOf(outside.calls).stream().filter("remove shop"::equals).count();
  }

  private void within5s(Runnable look) throws Exception {
    Future<?> looking = looks.submit(look);
    assertThat(looking.get(5, TimeUnit.SECONDS)).isNull();
  }

  private void isTriedAgainLaterAndLater() {
    assertThat(removals()).isEqualTo(1);
    Awaitility.await()
        .during(Duration.ofSeconds(2))
        .atMost(Duration.ofSeconds(10))
        .until(() -> removals() <= 5);
    assertThat(removals()).isGreaterThan(1);
  }

  /** As in a change freeze that lets neither be deleted nor requests be written. */
  @Test
  void recordWhoseRequestCannotBeWrittenIsEndedOnceInALook() throws Exception {
    api.failing("PUT " + REQUEST, FORBIDDEN);
    AccessRecord record = held();
    within5s(() -> records.advance(record));
    isTriedAgainLaterAndLater();
  }

  @Test
  void recordWhoseRequestIsGoneButStillCachedIsEndedOnceInALook() throws Exception {
    AccessRecord record = held();
    api.remove(REQUEST);
    within5s(() -> records.advance(record));
    isTriedAgainLaterAndLater();
  }

  /** Not once more for each time that it comes from a request. */
  @Test
  void requestThatCannotBeWrittenEndsItsRecordOnceInALook() throws Exception {
    api.failing("PUT " + REQUEST, FORBIDDEN);
    AccessRecord _ = held();
    AccessRequest request = api.get(REQUEST, AccessRequest.class);
    within5s(() -> assertThat(requests.advance(request, () -> {})).isPresent());
    isTriedAgainLaterAndLater();
  }

  /** Many at once take all places of removals, and leave them. */
  @Test
  void whatCannotBeShownKeepsNoOtherFromBeingRemoved() throws Exception {
    api.failing("PUT " + REQUEST, FORBIDDEN);
    AccessRecord record = held();
    within5s(() -> records.advance(record));
    outside.allowing("remove shop");
    Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> status().endedAt() != null);
  }

  /** Its catalog is gone, which its request is the first to notice, in the midst of a look. */
  @Test
  void recordWhoseRequestEndsItWhileItIsShownIsLookedAtAfterwards() throws Exception {
    outside.conditions.put("shop", new Condition.Lessened(Recorded.WHY, false));
    AccessRecord record = there("Active", "");
    within5s(() -> records.advance(record));
    Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> status().endedAt() != null);
    assertThat(removals()).isEqualTo(1);
  }
}
