package dev.leasehold.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRecordStatus;
import dev.leasehold.api.v1alpha1.EndingCause;
import dev.leasehold.api.v1alpha1.RecordPhase;
import dev.leasehold.cluster.Caches;
import dev.leasehold.cluster.Store;
import dev.leasehold.grant.Access;
import dev.leasehold.model.Condition;
import dev.leasehold.observe.EmptyView;
import dev.leasehold.observe.Keys;
import dev.leasehold.schedule.Locks;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** For minutes no status can be written: access ends, and what is owed is written afterwards. */
class FrozenStatusTest {
  private static final Instant END = Instant.parse("2026-12-01T12:00:00Z");
  private static final String RECORD = Written.RECORDS + "ar-u1";
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final AtomicReference<Instant> now = new AtomicReference<>(END);
  private final InstantSource clock = now::get;
  private final FakeApi api = new FakeApi();
  private final Caches caches = new Caches();
  private final StoredRequests stored = new StoredRequests();
  private final Store store = new Store(api.client(), caches, (request, entry) -> {});
  private final Recorded outside = new Recorded();
  private final RecordFlow flow = flow();

  private RecordFlow flow() {
    caches.requests(stored);
    Told told = new Told();
    Access access = new Access(List.of(outside), outside, (g, t, k) -> new Condition.Intact());
    return new Flows(api, caches, new EmptyView(), store, new Locks(), clock)
        .records(EmptyView::new, access, told, told);
  }

  @AfterEach
  void stop() {
    flow.stop();
    api.close();
  }

  private AccessRecord there() {
    api.put(RECORD, Written.granted("u1", "Active", "ServiceAccountToken"));
    AccessRecord record = api.get(RECORD, AccessRecord.class);
    caches.writtenRecords().wrote("ar-u1", record);
    return record;
  }

  private AccessRecordStatus status() {
    return Objects.requireNonNull(api.get(RECORD, AccessRecord.class).getStatus());
  }

  private void minutesPass(AccessRecord record) {
    for (int minute = 0; minute < 5; minute++) {
      now.updateAndGet(at -> at.plusSeconds(60));
      boolean _ = flow.sweep(record);
      assertThat(status().phase()).isEqualTo(RecordPhase.Active);
    }
  }

  private void owedIsWritten(EndingCause cause) {
    api.mended();
    flow.wake("ar-u1");
    Awaitility.await().atMost(LIMIT).until(() -> status().phase() == RecordPhase.Ended);
    assertThat(Objects.requireNonNull(status().ending()).cause()).isEqualTo(cause);
    assertThat(status().targets()).allSatisfy(t -> assertThat(t.proof()).isNotBlank());
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 422, 429, 500, 503})
  void whatIsDueIsTakenBackWholly(int code) {
    AccessRecord record = there();
    api.failing(RECORD + "/status", code);
    flow.wake("ar-u1");
    Awaitility.await().atMost(LIMIT).until(() -> outside.calls.contains("remove Secret"));
    minutesPass(record);
    assertThat(outside.calls)
        .contains("cut shop", "remove shop", "remove Secret")
        .noneMatch(call -> call.startsWith("provision") || call.startsWith("issue"));
    owedIsWritten(EndingCause.Expired);
  }

  @ParameterizedTest
  @ValueSource(ints = {422, 500})
  void whatIsRevokedIsTakenBackWholly(int code) {
    now.set(END.minus(Duration.ofHours(1)));
    AccessRecord record = there();
    var request = Written.request("u1");
    request
        .getMetadata()
        .setAnnotations(
            Map.of(Keys.APPLIED_BY, "rita", "revocation.leasehold.dev/1", "u1 none - rita"));
    api.put(Written.REQUESTS + "report", request);
    stored.put(
        api.get(Written.REQUESTS + "report", dev.leasehold.api.v1alpha1.AccessRequest.class));
    api.failing(RECORD + "/status", code);
    flow.wake("ar-u1");
    Awaitility.await().atMost(LIMIT).until(() -> outside.calls.contains("remove Secret"));
    minutesPass(record);
    assertThat(outside.calls).contains("cut shop", "remove shop");
    owedIsWritten(EndingCause.Withdrawn);
  }
}
