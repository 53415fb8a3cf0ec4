package dev.leasehold.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRecordStatus;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.EndingCause;
import dev.leasehold.api.v1alpha1.RecordPhase;
import dev.leasehold.cluster.Caches;
import dev.leasehold.cluster.Store;
import dev.leasehold.grant.Access;
import dev.leasehold.model.Condition;
import dev.leasehold.observe.EmptyView;
import dev.leasehold.observe.Keys;
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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A grant in the cluster and at a Vault that does not answer. */
class MixedGrantTest {
  private static final Instant NOW = Instant.parse("2026-12-01T09:00:00Z");
  private static final Duration SOON = Duration.ofSeconds(2);
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final String RECORD = Written.RECORDS + "ar-u1";
  private static final String REQUEST = Written.REQUESTS + "report";

  private final long began = System.nanoTime();
  private final AtomicReference<Duration> wentBack = new AtomicReference<>(Duration.ZERO);
  private final InstantSource clock =
      () -> NOW.plusNanos(System.nanoTime() - began).minus(wentBack.get());
  private final FakeApi api = new FakeApi();
  private final Caches caches = new Caches();
  private final StoredRequests stored = new StoredRequests();
  private final Store store = new Store(api.client(), caches, (request, entry) -> {});
  private final Recorded cluster = new Recorded();
  private final Recorded vault = new Recorded().elsewhere();
  private final CountDownLatch answers = new CountDownLatch(1);
  private final Locks locks = new Locks();
  private final RecordFlow flow = flow();

  private static final class Peopled extends EmptyView {
    @Override
    public Optional<ServiceAccount> serviceAccount(String namespace, String name) {
      return Optional.of(
          new ServiceAccountBuilder().withNewMetadata().withUid("s").endMetadata().build());
    }
  }

  private RecordFlow flow() {
    caches.requests(stored);
    Told told = new Told();
    Access access =
        new Access(List.of(cluster, vault), cluster, (g, t, k) -> new Condition.Intact());
    return new Flows(api, caches, new Peopled(), store, locks, clock)
        .records(Peopled::new, access, told, told);
  }

  @AfterEach
  void stop() {
    answers.countDown();
    flow.stop();
    api.close();
  }

  private AccessRecord there(String phase, String end) {
    request(Map.of(Keys.APPLIED_BY, "rita"));
    String vaults =
        "{\"name\":\"db\",\"kind\":\"Vault\",\"bindings\":[],\"credentialTTL\":\"1h\","
            + "\"vault\":{\"connection\":\"default\",\"tokenRole\":\"r\",\"policies\":[\"p\"]},"
            + "\"backstop\":\"lease\"}";
    String json =
        Serialization.asJson(Written.granted("u1", phase, "ServiceAccountToken"))
            .replace("\"targets\":[", "\"targets\":[" + vaults + ",")
            .replace("2026-12-01T12:00:00Z", end)
            .replace("\"2026-12-01T08:00:00Z\"", "\"" + NOW + "\"");
    api.put(RECORD, Serialization.unmarshal(json, AccessRecord.class));
    AccessRecord record = api.get(RECORD, AccessRecord.class);
    caches.writtenRecords().wrote("ar-u1", record);
    return record;
  }

  private void request(Map<String, String> annotations) {
    AccessRequest request = Written.request("u1");
    request.getMetadata().setAnnotations(annotations);
    api.put(REQUEST, request);
    stored.put(api.get(REQUEST, AccessRequest.class));
  }

  private void revoked() {
    request(Map.of(Keys.APPLIED_BY, "rita", "revocation.leasehold.dev/1", "u1 none - rita"));
    flow.wake("ar-u1");
  }

  private static Consumer<String> hold(String what, CountDownLatch latch) {
    return call -> {
      if (call.equals(what)) {
        try {
          assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
    };
  }

  private void hangs(String call) {
    vault.at = hold(call, answers);
    flow.wake("ar-u1");
    calls(vault, call, LIMIT);
  }

  private static void calls(Recorded whom, String call, Duration limit) {
    Awaitility.await()
        .pollInterval(Duration.ofMillis(20))
        .atMost(limit)
        .until(() -> whom.calls.contains(call));
  }

  private long cuts() {
    return List.copyOf(cluster.calls).stream().filter("cut shop"::equals).count();
  }

  private AccessRecordStatus status() {
    return Objects.requireNonNull(api.get(RECORD, AccessRecord.class).getStatus());
  }

  private void endsWhenVaultAnswers() {
    assertThat(status().phase()).isNotEqualTo(RecordPhase.Ended);
    answers.countDown();
    Awaitility.await().atMost(LIMIT).until(() -> status().phase() == RecordPhase.Ended);
    // A cut that was under way may come last; it finds nothing any more.
    assertThat(cluster.calls.subList(cluster.calls.indexOf("cut shop"), cluster.calls.size()))
        .contains("remove shop", "remove Secret");
    assertThat(vault.calls).endsWith("cut db", "remove db");
  }

  @Test
  void revocationCutsWhileVaultIsAskedForTheNextCredential() {
    there("Active", "2026-12-01T12:00:00Z");
    hangs("issue db");
    revoked();
    calls(cluster, "cut shop", SOON);
    endsWhenVaultAnswers();
  }

  /** Each write of the grant's ledger has it looked at, which waits for the one that hangs. */
  @Test
  void revocationCutsThoughOtherLooksWaitAlready() {
    there("Active", "2026-12-01T12:00:00Z");
    hangs("issue db");
    for (int i = 0; i < 3; i++) {
      flow.wake("ar-u1");
      flow.wakeFresh("ar-u1");
    }
    revoked();
    calls(cluster, "cut shop", SOON);
    endsWhenVaultAnswers();
  }

  @Test
  void windowThatEndsWhileVaultIsAskedIsCut() {
    cluster.conditions.put("shop", new Condition.Lessened(Recorded.WHY, false));
    there("Active", clock.instant().plusSeconds(2).toString());
    hangs("provision db");
    assertThat(cuts()).isZero();
    calls(cluster, "cut shop", SOON.plusSeconds(2));
    endsWhenVaultAnswers();
  }

  /** Of what the watches do not tell the sweep learns by asking. */
  @Test
  void sweepCutsWhileVaultIsAsked() {
    AccessRecord record = there("Active", "2026-12-01T12:00:00Z");
    hangs("issue db");
    api.put(REQUEST, Written.request("u2"));
    assertThat(flow.sweep(record)).isFalse();
    calls(cluster, "cut shop", SOON);
    endsWhenVaultAnswers();
  }

  /** As where whoever provides has asked for the binding already when it is cut. */
  @Test
  void bindingMadeAfterTheCutIsCutAgainBeforeVaultAnswers() {
    there("Activating", "2026-12-01T12:00:00Z");
    CountDownLatch bound = new CountDownLatch(1);
    cluster.at = hold("provision shop", bound);
    vault.at = hold("issue db", answers);
    flow.wake("ar-u1");
    calls(cluster, "provision shop", LIMIT);
    revoked();
    calls(cluster, "cut shop", SOON);
    bound.countDown();
    calls(vault, "issue db", LIMIT);
    long before = cuts();
    Awaitility.await().atMost(SOON).until(() -> cuts() > before);
    endsWhenVaultAnswers();
  }

  @Test
  void whatIsNotToEndIsNotCut() {
    there("Active", "2026-12-01T12:00:00Z");
    hangs("issue db");
    Awaitility.await()
        .during(Duration.ofSeconds(2))
        .atMost(LIMIT)
        .until(
            () -> {
              flow.wake("ar-u1");
              return cuts() == 0;
            });
    answers.countDown();
    calls(cluster, "deliver", LIMIT);
    assertThat(cuts()).isZero();
  }

  @Test
  void whatIsBeingEndedIsNotCutTimeAndAgain() {
    there("Active", "2026-12-01T12:00:00Z");
    request(Map.of(Keys.APPLIED_BY, "rita", "revocation.leasehold.dev/1", "u1 none - rita"));
    hangs("cut db");
    Awaitility.await()
        .during(Duration.ofSeconds(3))
        .atMost(LIMIT)
        .until(
            () -> {
              flow.wakeFresh("ar-u1");
              return cuts() == 1;
            });
    endsWhenVaultAnswers();
  }

  @Test
  void whatCouldNotBeCutIsCutAgainWhileVaultIsAskedForTheRest() {
    there("Active", "2026-12-01T12:00:00Z");
    request(Map.of(Keys.APPLIED_BY, "rita", "revocation.leasehold.dev/1", "u1 none - rita"));
    cluster.refusing("cut shop");
    hangs("cut db");
    cluster.allowing("cut shop");
    long before = cuts();
    Awaitility.await().atMost(SOON.plusSeconds(2)).until(() -> cuts() > before);
    assertThat(status().phase()).isNotEqualTo(RecordPhase.Ended);
    answers.countDown();
    Awaitility.await().atMost(LIMIT).until(() -> status().phase() == RecordPhase.Ended);
  }

  @Test
  void whatWasCutAtItsEndIsNotRepairedByAClockThatGoesBackBeforeVaultAnswers() {
    cluster.conditions.put("shop", new Condition.Lessened(Recorded.WHY, false));
    there("Active", clock.instant().plusSeconds(2).toString());
    hangs("provision db");
    calls(cluster, "cut shop", SOON.plusSeconds(2));
    wentBack.set(Duration.ofHours(1));
    endsWhenVaultAnswers();
    assertThat(Objects.requireNonNull(status().ending()).cause()).isEqualTo(EndingCause.Expired);
  }

  /** What the sweep compares round by round is seen once. */
  @Test
  void whatTheSweepFoundIsLookedAtWhenWhoeverWorksOnItIsDone() throws Exception {
    AccessRecord record = there("Active", "2026-12-01T12:00:00Z");
    cluster.conditions.put("shop", new Condition.Widened(Recorded.WHY));
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    Thread other =
        Thread.ofVirtual()
            .start(
                () ->
                    locks.run(
                        "u1",
                        () -> {
                          held.countDown();
                          hold("", done).accept("");
                        }));
    assertThat(held.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(flow.sweep(record)).isFalse();
    assertThat(status().phase()).isEqualTo(RecordPhase.Active);
    done.countDown();
    other.join();
    Awaitility.await().atMost(LIMIT).until(() -> status().phase() == RecordPhase.Ended);
  }
}
