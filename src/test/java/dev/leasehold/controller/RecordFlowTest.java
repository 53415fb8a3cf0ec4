package dev.leasehold.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRecordStatus;
import dev.leasehold.lifecycle.Guard;
import dev.leasehold.model.Condition;
import dev.leasehold.observe.EmptyView;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecordFlowTest {
  private static final Instant NOW = Instant.parse("2026-12-01T09:00:00Z");
  private static final InstantSource CLOCK = InstantSource.fixed(NOW);

  private final FakeApi api = new FakeApi();
  private final Caches caches = new Caches();
  private final Store store = new Store(api.client(), caches, (request, entry) -> {});
  private final Recorded outside = new Recorded();
  private final Told told = new Told();
  private final RecordFlow flow = flow();

  private RecordFlow flow() {
    Access access = new Access(List.of(outside), outside, (g, t, k) -> new Condition.Intact());
    return new RecordFlow(
        caches,
        new Peopled(),
        Peopled::new,
        () -> new Guard.Live("f"),
        store,
        new RecordActs(access, access, store, told, told),
        new Endings(access, store, told, () -> new Guard.Live("f"), told, CLOCK),
        new ReviewActs(store, told, () -> new Guard.Live("f"), told),
        new Locks(),
        Duration.ofDays(90),
        CLOCK);
  }

  @AfterEach
  void stop() {
    flow.stop();
    api.close();
  }

  private AccessRecord active() {
    api.put(Written.REQUESTS + "report", Written.request("u1"));
    String path = Written.RECORDS + "ar-u1";
    api.put(path, Written.granted("u1", "Active", "ServiceAccountToken"));
    return api.get(path, AccessRecord.class);
  }

  private long repairs() {
    return List.copyOf(outside.calls).stream().filter("provision shop"::equals).count();
  }

  @Test
  void whatSomebodyUndoesEachTimeIsPutBackAgainLaterAndNotForEverAtOnce() {
    outside.conditions.put("shop", new Condition.Lessened(Recorded.WHY, false));
    flow.advance(active());
    long atOnce = repairs();
    assertThat(atOnce).isBetween(1L, 8L);
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(repairs()).isGreaterThan(atOnce));
  }

  @Test
  void whatIsRepairedIsLookedAtOnceMoreAndThenLeftAlone() {
    outside.conditions.put("shop", new Condition.Lessened(Recorded.WHY, false));
    told.then = () -> outside.conditions.clear();
    flow.advance(active());
    assertThat(repairs()).isEqualTo(1);
  }

  private AccessRecord ended(String kind, String more) {
    api.put(Written.REQUESTS + "report", Written.request("u1"));
    String path = Written.RECORDS + "ar-u1";
    AccessRecord record = Written.granted("u1", "Ended", kind);
    AccessRecordStatus status =
        Serialization.unmarshal(
            "phase: Ended\nendedAt: '2026-12-01T08:30:00Z'\n%s".formatted(more),
            AccessRecordStatus.class);
    record.setStatus(status);
    api.put(path, record);
    return api.get(path, AccessRecord.class);
  }

  private @Nullable Boolean settled() {
    AccessRecordStatus status = api.get(Written.RECORDS + "ar-u1", AccessRecord.class).getStatus();
    return status == null ? null : status.settled();
  }

  private long writes() {
    return List.copyOf(api.calls).stream().filter(call -> call.startsWith("PUT ")).count();
  }

  @Test
  void whatAnEarlierVersionClosedIsSettledByOneWriteAndNotKept() {
    flow.advance(ended("RoleBinding", ""));
    assertThat(settled()).isTrue();
    assertThat(writes()).isEqualTo(1);
    assertThat(caches.writtenRecords.keys()).isEmpty();
  }

  @Test
  void whatCouldComeBackToLifeIsNotSettledYet() {
    String held =
        "targets: [{name: shop, state: Removed, vault: {tokens: [{generation: 1, accessor: a,"
            + " expiresAt: '2026-12-01T09:00:01Z'}]}}]";
    flow.advance(ended("RoleBinding", held));
    assertThat(settled()).isNull();
    assertThat(writes()).isZero();
    flow.advance(ended("RoleBinding", held.replace("09:00:01", "09:00:00")));
    assertThat(settled()).isTrue();
  }

  @Test
  void whatIsOvertakenIsNotLookedAt() {
    AccessRecord before = active();
    AccessRecord closed = ended("RoleBinding", "settled: true");
    caches.writtenRecords.leave("ar-u1", closed);
    outside.conditions.put("shop", new Condition.Lessened(Recorded.WHY, false));
    flow.advance(before);
    assertThat(outside.calls).isEmpty();
    assertThat(writes()).isZero();
  }

  /** A cluster in which the subject is there. */
  private static final class Peopled extends EmptyView {
    @Override
    public Optional<ServiceAccount> serviceAccount(String namespace, String name) {
      return Optional.of(
          new ServiceAccountBuilder().withNewMetadata().withUid("s").endMetadata().build());
    }
  }
}
