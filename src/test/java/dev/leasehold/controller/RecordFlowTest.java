package dev.leasehold.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRecordSpec;
import dev.leasehold.api.v1alpha1.AccessRecordStatus;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.AccessRequestStatus;
import dev.leasehold.api.v1alpha1.EndingCause;
import dev.leasehold.api.v1alpha1.HistoryEntry;
import dev.leasehold.api.v1alpha1.RecordPhase;
import dev.leasehold.api.v1alpha1.Window;
import dev.leasehold.cluster.Caches;
import dev.leasehold.cluster.Store;
import dev.leasehold.evidence.Event;
import dev.leasehold.evidence.Past;
import dev.leasehold.grant.Access;
import dev.leasehold.model.Condition;
import dev.leasehold.model.Subject;
import dev.leasehold.observe.ClusterView;
import dev.leasehold.observe.EmptyView;
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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordFlowTest {
  private static final Instant NOW = Instant.parse("2026-12-01T09:00:00Z");
  private static final long BEGAN = System.nanoTime();
  private static final InstantSource CLOCK = () -> NOW.plusNanos(System.nanoTime() - BEGAN);

  private static final int TOO_MANY = 429;

  private final FakeApi api = new FakeApi();
  private final Caches caches = new Caches();
  private final Store store = new Store(api.client(), caches, (request, entry) -> {});
  private final Recorded outside = new Recorded();
  private final Told told = new Told();
  private final RecordFlow flow = flow();

  private RecordFlow flow() {
    Access access = new Access(List.of(outside), outside, (g, t, k) -> new Condition.Intact());
    return new Flows(api, caches, new Peopled(), store, new Locks(), CLOCK)
        .records(Peopled::new, access, told, told);
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

  /** Whoever told of it: an event may be late, and is no proof. */
  @Test
  void whatTheRecordDoesNotSayIsNotHandedOut() {
    api.put(Written.REQUESTS + "report", Written.request("u1"));
    AccessRecord old = Written.granted("u1", "Activating", "ServiceAccountToken");
    AccessRecord told = changed(old, "2026-12-01T08:00:00Z", NOW.toString());
    flow.advance(told);
    assertThat(outside.calls).as("there is no such record").isEmpty();
    api.put(Written.RECORDS + "ar-u1", told);
    flow.advance(changed(told, "\"shop\"", "\"till\""));
    assertThat(outside.calls).contains("provision shop").noneMatch(call -> call.contains("till"));
  }

  /** The event of a write comes with the version of the answer, and its content is no proof. */
  @Test
  void whatIsToldOfARecordThatWasJustAnsweredIsNotHandedOut() {
    api.put(Written.REQUESTS + "report", Written.request("u1"));
    AccessRecord old = Written.granted("u1", "Activating", "ServiceAccountToken");
    api.put(Written.RECORDS + "ar-u1", changed(old, "2026-12-01T08:00:00Z", NOW.toString()));
    AccessRecord answer = api.get(Written.RECORDS + "ar-u1", AccessRecord.class);
    caches.wrote(changed(answer, "\"shop\"", "\"till\""));
    flow.granted(answer);
    assertThat(outside.calls).contains("provision shop").noneMatch(call -> call.contains("till"));
  }

  @Test
  void anEndThatIsToldToBeLaterIsNot() {
    AccessRecord told = active();
    String past = NOW.minusSeconds(1).toString();
    api.put(Written.RECORDS + "ar-u1", changed(told, "2026-12-01T12:00:00Z", past));
    assertThat(flow.sweep(told)).isTrue();
    AccessRecord ended = api.get(Written.RECORDS + "ar-u1", AccessRecord.class);
    assertThat(Objects.requireNonNull(Objects.requireNonNull(ended.getStatus()).ending()).cause())
        .isEqualTo(EndingCause.Expired);
  }

  @Test
  void nothingIsHandedOutForARecordThatIsBeingDeleted() {
    api.put(Written.REQUESTS + "report", Written.request("u1"));
    AccessRecord old = Written.granted("u1", "Activating", "ServiceAccountToken");
    AccessRecord told = changed(old, "2026-12-01T08:00:00Z", NOW.toString());
    api.put(Written.RECORDS + "ar-u1", deleted(told));
    flow.advance(told);
    assertThat(outside.calls).isNotEmpty().noneMatch(call -> call.startsWith("provision"));
  }

  /** As after a crash between the write that moves the end and the one that says so. */
  @Test
  void aRenewalThatWasNotToldIsToldOnceByTheNextLook() {
    api.put(Written.REQUESTS + "report", Written.request("u1"));
    StoredRequests stored = new StoredRequests();
    caches.requests(stored);
    stored.put(api.get(Written.REQUESTS + "report", AccessRequest.class));
    String end = "2026-12-01T16:00:00Z";
    AccessRecord renewed =
        changed(
            changed(Written.granted("u1", "Active", "RoleBinding"), "2026-12-01T12:00:00Z", end),
            "\"Active\"",
            "\"Active\",\"sealed\":{\"windowEnd\":\"" + end + "\",\"approvals\":0}");
    api.put(Written.RECORDS + "ar-u1", renewed);
    flow.advance(api.get(Written.RECORDS + "ar-u1", AccessRecord.class));
    AccessRecordStatus status = status();
    assertThat(status.history()).extracting(HistoryEntry::event).containsExactly("Renewed");
    flow.advance(api.get(Written.RECORDS + "ar-u1", AccessRecord.class));
    assertThat(status()).isEqualTo(status);
  }

  private AccessRecordStatus status() {
    return Objects.requireNonNull(
        api.get(Written.RECORDS + "ar-u1", AccessRecord.class).getStatus());
  }

  private static AccessRecord deleted(AccessRecord record) {
    AccessRecord deleted = Serialization.clone(record);
    deleted.getMetadata().setDeletionTimestamp("2026-12-01T08:59:00Z");
    return deleted;
  }

  /** The cache may still have what is gone, so that a look into it is no substitute. */
  @Test
  void aFreshLookThatFailedIsFollowedByAFreshLook() {
    AccessRecord record = active();
    StoredRequests stored = new StoredRequests();
    caches.requests(stored);
    stored.put(api.get(Written.REQUESTS + "report", AccessRequest.class));
    api.put(Written.REQUESTS + "report", Written.request("u2"));
    api.failing("GET " + Written.RECORDS + "ar-u1", TOO_MANY);
    flow.advanceFresh(record);
    api.mended();
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () ->
                assertThat(
                        Objects.requireNonNull(
                                api.get(Written.RECORDS + "ar-u1", AccessRecord.class).getStatus())
                            .ending())
                    .isNotNull());
  }

  /** Nor by whom it is said that two people purge it. */
  @Test
  void aRecordThatIsToldToBeOldEnoughIsNotDeleted() {
    AccessRecord kept =
        changed(
            Written.granted("u1", "Ended", "ServiceAccountToken"),
            "\"phase\":\"Ended\"",
            "\"phase\":\"Ended\",\"settled\":true,\"endedAt\":\"2026-12-01T08:30:00Z\","
                + "\"keptSince\":\"2026-12-01T08:30:00Z\","
                + "\"retainUntil\":\"2027-03-01T08:30:00Z\"");
    api.put(Written.RECORDS + "ar-u1", kept);
    AccessRecord told = changed(kept, "2027-03-01", "2026-12-01");
    flow.advance(changed(told, "\"keptSince\":\"2026-12-01", "\"keptSince\":\"2026-01-01"));
    flow.advance(deleted(kept));
    assertThat(api.get(Written.RECORDS + "ar-u1", AccessRecord.class).getFinalizers())
        .as("neither deleted nor let go")
        .contains("leasehold.dev/ending-proved");
    assertThat(api.calls).noneMatch(call -> call.startsWith("DELETE"));
    AccessRecord old = changed(told, "\"keptSince\":\"2026-12-01", "\"keptSince\":\"2026-01-01");
    api.put(Written.RECORDS + "ar-u1", old);
    flow.advance(api.get(Written.RECORDS + "ar-u1", AccessRecord.class));
    assertThat(api.calls).anySatisfy(call -> assertThat(call).startsWith("DELETE"));
  }

  private static AccessRecord changed(AccessRecord record, String text, String other) {
    String changed = Serialization.asJson(record).replace(text, other);
    return Serialization.unmarshal(changed, AccessRecord.class);
  }

  /** It was in use, so it was not begun in vain. */
  @Test
  void whatWasInUseAndCannotBePutBackIsRevokedAndNoFailedActivation() {
    outside.conditions.put("shop", new Condition.Lessened(Recorded.WHY, false));
    outside.refusing("provision shop");
    flow.advance(active());
    AccessRecord ended = api.get(Written.RECORDS + "ar-u1", AccessRecord.class);
    assertThat(Objects.requireNonNull(Objects.requireNonNull(ended.getStatus()).ending()).cause())
        .isEqualTo(EndingCause.Revoked);
    assertThat(told.heard).noneMatch(said -> said.contains("activationFailed"));
  }

  @Test
  void whatWasDecidedAndCouldNotBeWrittenOnTheRequestEndsIt() {
    StoredRequests stored = new StoredRequests();
    caches.requests(stored);
    AccessRequest request = Written.request("u1");
    stored.put(request);
    AccessRecord record = active();
    AccessRequestStatus status =
        Serialization.unmarshal(
            "ending: {cause: EntitlementRetired, actor: leasehold, at: '2026-12-01T09:00:00Z'}",
            AccessRequestStatus.class);
    caches.untold(request, status);
    flow.advance(record);
    AccessRecordStatus ended =
        Objects.requireNonNull(api.get(Written.RECORDS + "ar-u1", AccessRecord.class).getStatus());
    assertThat(Objects.requireNonNull(ended.ending()).cause())
        .isEqualTo(EndingCause.EntitlementRetired);
    assertThat(ended.phase()).isEqualTo(RecordPhase.Ended);
  }

  private long issues() {
    return List.copyOf(outside.calls).stream().filter("issue shop"::equals).count();
  }

  /** The event of each write comes back, as it does from an API server. */
  private void eventsComeBack() {
    api.written = path -> flow.wake(path.replace("/status", "").replace(Written.RECORDS, ""));
  }

  /** As where Vault cannot give the next credential, and each attempt notes its token first. */
  @Test
  void whatThisProcessWritesItselfMakesItTryNoSooner() {
    eventsComeBack();
    outside.noting().refusing("issue shop");
    flow.advance(active());
    Awaitility.await()
        .during(Duration.ofSeconds(2))
        .atMost(Duration.ofSeconds(10))
        .until(() -> issues() <= 4);
    assertThat(issues()).isGreaterThan(1);
  }

  @Test
  void whatSomebodyUndoesEachTimeIsNotPutBackFasterForTheEventsOfThat() {
    eventsComeBack();
    outside.conditions.put("shop", new Condition.Lessened(Recorded.WHY, false));
    flow.advance(active());
    Awaitility.await()
        .during(Duration.ofSeconds(2))
        .atMost(Duration.ofSeconds(10))
        .until(() -> repairs() <= 4);
    assertThat(repairs()).isGreaterThan(1);
  }

  private AccessRecordStatus recorded() {
    return Objects.requireNonNull(
        api.get(Written.RECORDS + "ar-u1", AccessRecord.class).getStatus());
  }

  private Optional<io.fabric8.kubernetes.api.model.Condition> told(String type) {
    return recorded().conditions().stream().filter(c -> c.getType().equals(type)).findFirst();
  }

  /** As where a quota keeps the Secret from being made that somebody deleted. */
  @Test
  void whatCannotBeDeliveredIsMadeOnceAndToldOnce() {
    outside.conditions.put("shop", new Condition.Lessened(Recorded.WHY, true));
    outside.refusing("deliver").refusing("rehearse");
    flow.advance(active());
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> List.copyOf(outside.calls).stream().filter("rehearse"::equals).count() > 2);
    assertThat(issues()).isEqualTo(1);
    assertThat(told("CredentialsDelivered")).map(c -> c.getStatus()).contains("False");
    assertThat(recorded().history()).extracting(e -> e.event()).containsExactly("Repaired");
    assertThat(told.heard).filteredOn(said -> said.contains("externallyModified")).hasSize(2);
    outside.allowing("deliver");
    outside.allowing("rehearse");
    told.then = () -> outside.conditions.clear();
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .until(
            () ->
                told("CredentialsDelivered").filter(c -> c.getStatus().equals("True")).isPresent());
    assertThat(issues()).isEqualTo(2);
  }

  @Test
  void whatCannotBePutBackIsToldUntilItIs() {
    outside.conditions.put("shop", new Condition.Lessened(Recorded.WHY, false));
    outside.at("provision shop", Recorded.unavailable());
    flow.advance(active());
    assertThat(told("Ready")).map(c -> c.getStatus()).contains("False");
    assertThat(told("Ready").orElseThrow().getMessage()).contains("Not put back yet: because");
    assertThat(told("ExternallyModified")).map(c -> c.getStatus()).contains("True");
    assertThat(recorded().history()).isEmpty();
    outside.conditions.clear();
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> told("Ready").filter(c -> c.getStatus().equals("True")).isPresent());
  }

  @Test
  void whoWishesForSomethingElseDoesNotWait() {
    StoredRequests stored = new StoredRequests();
    caches.requests(stored);
    stored.put(Written.request("u1"));
    outside.noting().refusing("issue shop");
    AccessRecord record = active();
    for (int i = 0; i < 8; i++) {
      flow.advance(record);
    }
    assertThat(issues()).isEqualTo(1);
    AccessRequest wish = Written.request("u1");
    wish.getMetadata().setAnnotations(Map.of("leasehold.dev/redeliver", "please"));
    stored.put(wish);
    flow.advance(record);
    assertThat(issues()).isEqualTo(2);
    flow.advance(record);
    assertThat(issues()).isEqualTo(2);
  }

  /** More than are looked at side by side, so that some wait until others are done with. */
  @Test
  void ofAllThatIsDueTogetherEverythingIsCutBeforeAnythingElseIsDone() {
    int many = 1200;
    IntStream.range(0, many).forEach(this::over);
    CountDownLatch woken = new CountDownLatch(1);
    outside.at = call -> hold(woken);
    IntStream.range(0, many).forEach(i -> flow.wake("ar-u" + i));
    woken.countDown();
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                List.copyOf(outside.calls).stream().filter("remove Secret"::equals).count()
                    == many);
    List<String> calls =
        List.copyOf(outside.calls).stream().filter(call -> !call.startsWith("inspect")).toList();
    assertThat(calls.subList(0, many)).containsOnly("cut shop");
    assertThat(calls.subList(many, calls.size())).doesNotContain("cut shop");
  }

  /** More than are looked at side by side, most of which wait until others were handed out. */
  @Test
  void whatIsBeingHandedOutKeepsNothingElseFromBeingCut() {
    int many = 1100;
    StoredRequests stored = new StoredRequests();
    caches.requests(stored);
    IntStream.range(0, many).forEach(i -> wanted(stored, i));
    over(many);
    CountDownLatch handedOut = new CountDownLatch(1);
    outside.at =
        call -> {
          if (call.equals("issue shop")) {
            hold(handedOut);
          }
        };
    IntStream.range(0, many).forEach(i -> flow.wake("ar-u" + i));
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> issues() == 32);
    flow.wake("ar-u" + many);
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> outside.calls.contains("cut shop"));
    assertThat(issues()).isEqualTo(32);
    handedOut.countDown();
  }

  private void wanted(StoredRequests stored, int i) {
    AccessRequest request = Written.request("u" + i);
    request.getMetadata().setName("report-" + i);
    stored.put(request);
    AccessRecord record =
        changed(
            Written.granted("u" + i, "Active", "ServiceAccountToken"),
            "\"name\":\"report\"",
            "\"name\":\"report-" + i + "\"");
    api.put(Written.RECORDS + "ar-u" + i, record);
    caches
        .writtenRecords()
        .wrote("ar-u" + i, api.get(Written.RECORDS + "ar-u" + i, AccessRecord.class));
  }

  private static void hold(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void over(int i) {
    AccessRecord record = Written.granted("u" + i, "Active", "ServiceAccountToken");
    AccessRecordSpec spec = record.getSpec();
    Window window = new Window("2026-12-01T08:00:00Z", "2026-12-01T08:30:00Z");
    record.setSpec(spec.prolonged(List.of(), window));
    api.put(Written.RECORDS + "ar-u" + i, record);
    caches
        .writtenRecords()
        .wrote("ar-u" + i, api.get(Written.RECORDS + "ar-u" + i, AccessRecord.class));
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
    assertThat(caches.writtenRecords().keys()).isEmpty();
  }

  /** The schema of an older chart drops the seal each time. */
  @Test
  void whereTheSchemaKeepsNoSealAccessGoesOnWithoutOne() {
    api.pruned = "sealed";
    outside.conditions.put("shop", new Condition.Lessened(Recorded.WHY, false));
    told.then = () -> outside.conditions.clear();
    flow.advance(active());
    assertThat(repairs()).isEqualTo(1);
    long before = writes();
    flow.advance(api.get(Written.RECORDS + "ar-u1", AccessRecord.class));
    assertThat(writes()).as("it is not tried again").isEqualTo(before);
  }

  @Test
  void whatCouldComeBackToLifeIsNotSettledYet() {
    String held =
        "targets: [{name: shop, state: Removed, vault: {tokens: [{generation: 1, accessor: a,"
            + " expiresAt: '2026-12-01T10:00:00Z'}]}}]";
    flow.advance(ended("RoleBinding", held));
    assertThat(settled()).isNull();
    assertThat(writes()).isZero();
    flow.advance(ended("RoleBinding", held.replace("10:00:00", "09:00:00")));
    assertThat(settled()).isTrue();
  }

  @Test
  void whatIsOvertakenIsNotLookedAt() {
    AccessRecord before = active();
    AccessRecord closed = ended("RoleBinding", "settled: true");
    caches.writtenRecords().leave("ar-u1", closed);
    outside.conditions.put("shop", new Condition.Lessened(Recorded.WHY, false));
    flow.advance(before);
    assertThat(outside.calls).isEmpty();
    assertThat(writes()).isZero();
  }

  /** An entry that is read between the look and the act was not seen by the look. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void whatIsReadOfTheLogDuringALookIsLookedAtOnceMoreBeforeAnythingIsHandedOut(int read) {
    AtomicInteger number = new AtomicInteger();
    AtomicBoolean unseen = new AtomicBoolean();
    AtomicReference<Past> past = new AtomicReference<>(Past.unread());
    Told heard = new Told();
    heard.journal = new Log(past);
    ClusterView looks =
        new Peopled() {
          @Override
          public Optional<AccessRecord> offboarding(Subject identity) {
            if (number.incrementAndGet() == read) {
              past.set(Past.none());
            }
            return Optional.empty();
          }
        };
    Access access = new Access(List.of(outside), outside, (g, t, k) -> new Condition.Intact());
    RecordFlow reading =
        new Flows(api, caches, looks, store, new Locks(), CLOCK)
            .records(() -> looks, access, heard, heard);
    api.put(Written.REQUESTS + "report", Written.request("u1"));
    AccessRecord old = Written.granted("u1", "Activating", "ServiceAccountToken");
    AccessRecord record = changed(old, "2026-12-01T08:00:00Z", NOW.toString());
    api.put(Written.RECORDS + "ar-u1", record);
    outside.at =
        call -> unseen.compareAndSet(false, call.equals("provision shop") && number.get() <= read);
    reading.advance(record);
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(outside.calls).contains("provision shop"));
    assertThat(unseen).as("handed out by a look that could not see it").isFalse();
    reading.stop();
  }

  private static final class Log extends FakeJournal {
    private final AtomicReference<Past> past;

    private Log(AtomicReference<Past> past) {
      this.past = past;
    }

    @Override
    public void require(Supplier<Event> event) {}

    @Override
    public void note(Supplier<Event> event) {}

    @Override
    public Past past() {
      return past.get();
    }
  }

  /** A cluster in which the subject is there. */
  private static class Peopled extends EmptyView {
    @Override
    public Optional<ServiceAccount> serviceAccount(String namespace, String name) {
      return Optional.of(
          new ServiceAccountBuilder().withNewMetadata().withUid("s").endMetadata().build());
    }
  }
}
