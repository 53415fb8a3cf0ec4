package dev.leasehold.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.AccessRequestStatus;
import dev.leasehold.api.v1alpha1.EndingCause;
import dev.leasehold.api.v1alpha1.Repeated;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.cluster.Caches;
import dev.leasehold.cluster.Outline;
import dev.leasehold.cluster.Store;
import dev.leasehold.evidence.Event;
import dev.leasehold.observe.Bindable;
import dev.leasehold.observe.ClusterView;
import dev.leasehold.observe.EmptyView;
import dev.leasehold.observe.Keys;
import dev.leasehold.observe.RequestObserver;
import dev.leasehold.policy.TestRulebook;
import dev.leasehold.schedule.Locks;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A refusal is told, whether or not the API server takes a record of it. */
class UntakenTest {
  /** A day after it was created, when what is missing is not waited for any more. */
  private static final Instant LATE = Instant.parse("2026-12-02T08:00:00Z");

  private static final int INVALID = 422;

  /** Of a view for a record, until it is known what becomes of the request. */
  private static final int LOOKS = 4;

  /** Refused of one requester before the next has to wait. */
  private static final int AT_ONCE = 5;

  private Instant now = LATE;
  private final FakeApi api = new FakeApi();
  private final Caches caches = new Caches();
  private final StoredRequests stored = new StoredRequests();
  private Optional<AccessRecord> granted = Optional.empty();
  private int seen = Integer.MAX_VALUE;
  private final ClusterView view =
      new EmptyView() {
        @Override
        public Optional<AccessRecord> record(String name) {
          return seen-- > 0 ? granted : Optional.empty();
        }
      };
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final List<AccessRequest> waiting = new ArrayList<>();
  private final List<String> said = new ArrayList<>();
  private final RequestFlow flow = flow();

  private final class Log extends FakeJournal {
    @Override
    public void require(Supplier<Event> event) {
      throw new AssertionError("nobody has to wait for that");
    }

    @Override
    public void note(Supplier<Event> event) {
      said.add(event.get().kind().text() + " " + event.get().request().uid());
    }
  }

  private RequestFlow flow() {
    caches.requests(stored);
    InstantSource clock = () -> now;
    Store store = new Store(api.client(), caches, (request, entry) -> {});
    RequestObserver observer =
        new RequestObserver(
            new Bindable(Set.of(), Set.of()), TestRulebook.silent(), text -> "0".repeat(64));
    return new Flows(api, caches, view, store, new Locks(), new Log(), clock)
        .requests(() -> view, observer, workers, record -> {}, record -> {}, waiting::add, AT_ONCE);
  }

  @AfterEach
  void stop() {
    workers.close();
    api.close();
  }

  private AccessRequest asked(Map<String, String> annotations) {
    AccessRequest request = Written.request("u1");
    request.getMetadata().setAnnotations(annotations);
    api.put(Written.REQUESTS + "report", request);
    AccessRequest there = api.get(Written.REQUESTS + "report", AccessRequest.class);
    stored.put(there);
    return there;
  }

  private AccessRequestStatus status() {
    AccessRequest there = api.get(Written.REQUESTS + "report", AccessRequest.class);
    stored.put(there);
    return Objects.requireNonNull(there.getStatus());
  }

  private Condition condition(String type) {
    return status().conditions().stream()
        .filter(c -> c.getType().equals(type))
        .findFirst()
        .orElseThrow();
  }

  private List<String> writes(String path) {
    return api.calls.stream().filter(c -> !c.startsWith("GET") && c.contains(path)).toList();
  }

  @Test
  void whatThereWasNoRoomToKeepIsReadAtItsTurn() {
    AccessRequest outline = asked(Map.of(Keys.APPLIED_BY, "rita"));
    Outline.reduce(outline);
    AccessRequest another = api.get(Written.REQUESTS + "report", AccessRequest.class);
    another.getMetadata().setUid("u2");
    api.put(Written.REQUESTS + "report", another);
    assertThat(flow.advance(outline, () -> {})).isEmpty();
    assertThat(writes("report")).as("another of its name").isEmpty();
    another.getMetadata().setUid("u1");
    api.put(Written.REQUESTS + "report", another);
    assertThat(flow.advance(outline, () -> {})).isEmpty();
    assertThat(status().phase()).isEqualTo(RequestPhase.Lapsed);
    AccessRecord record = api.get(Written.RECORDS + "ar-u1", AccessRecord.class);
    assertThat(record.getSpec().entitlement().catalog()).isEqualTo("payments");
    assertThat(record.getSpec().subject().serviceAccountName()).isEqualTo("nightly");
  }

  @Test
  void whoIsNotKnownToHaveAskedIsToldHowToAskAndNothingIsRecorded() {
    api.failing("POST " + Written.RECORDS.replaceAll("/$", ""), INVALID);
    AccessRequest request = asked(Map.of());
    assertThat(flow.advance(request, () -> {})).isEmpty();
    assertThat(status().phase()).isEqualTo(RequestPhase.Rejected);
    assertThat(status().endedAt()).isNotNull();
    assertThat(status().record()).isNull();
    assertThat(condition("Accepted").getReason()).isEqualTo("ApplierUnattested");
    assertThat(condition("Accepted").getMessage())
        .contains("kubectl replace --force -f")
        .hasSizeLessThan(200);
    assertThat(writes("accessrecords")).isEmpty();
  }

  @Test
  void aRefusalThatIsNotTakenIsToldOnceAndRecordedWhenItIs() {
    api.failing("POST " + Written.RECORDS.replaceAll("/$", ""), INVALID);
    AccessRequest request = asked(Map.of(Keys.APPLIED_BY, "rita"));
    Optional<Instant> again = flow.advance(request, () -> {});
    assertThat(again.orElseThrow()).isAfterOrEqualTo(LATE.plus(Duration.ofMinutes(5)));
    assertThat(status().phase()).isEqualTo(RequestPhase.Lapsed);
    assertThat(status().endedAt()).isNull();
    assertThat(condition("Approved").getReason()).isEqualTo("CatalogNotFound");
    assertThat(condition("Ready").getReason()).isEqualTo("NotTaken");
    assertThat(condition("Ready").getMessage()).contains("the record (422)");
    List<String> told = writes("accessrequests");
    flow.advance(request, () -> {});
    assertThat(writes("accessrequests")).isEqualTo(told).hasSize(1);
    api.mended();
    flow.advance(request, () -> {});
    assertThat(status().endedAt()).isNotNull();
    assertThat(status().record()).isEqualTo("ar-u1");
    assertThat(api.get(Written.RECORDS + "ar-u1", AccessRecord.class).getSpec().applier())
        .isEqualTo("rita");
  }

  @Test
  void equalRefusalsShareOneRecordWhichCountsThem() {
    AccessRequest first = asked(Map.of(Keys.APPLIED_BY, "rita"));
    flow.advance(first, () -> {});
    assertThat(status().record()).isEqualTo("ar-u1");
    // What is settled is in no cache any more.
    stored.stored.clear();
    for (int i = 2; i <= 4; i++) {
      AccessRequestStatus again = refused(i, "rita");
      assertThat(again.record()).isEqualTo("ar-u1");
      assertThat(again.phase()).isEqualTo(RequestPhase.Lapsed);
      assertThat(again.endedAt()).isNotNull();
    }
    AccessRecord record = api.get(Written.RECORDS + "ar-u1", AccessRecord.class);
    Repeated refusals = Objects.requireNonNull(record.getStatus()).refusals();
    assertThat(Objects.requireNonNull(refusals).count()).isEqualTo(3);
    assertThat(refusals.lastAt()).isEqualTo("2026-12-02T08:00:00Z");
    assertThat(api.has(Written.RECORDS + "ar-u2")).isFalse();
    assertThat(caches.record("ar-u1")).as("nothing is kept in memory").isEmpty();
    assertThat(refused(5, "rolf").record()).isEqualTo("ar-u5");
  }

  @Test
  void whereTheSharedRecordIsGoneTheNextRefusalMakesOne() {
    flow.advance(asked(Map.of(Keys.APPLIED_BY, "rita")), () -> {});
    api.remove(Written.RECORDS + "ar-u1");
    assertThat(refused(2, "rita").record()).isEqualTo("ar-u2");
    assertThat(refused(3, "rita").record()).isEqualTo("ar-u2");
  }

  /** Else an ordinary refusal that is made first hides what somebody tried after it. */
  @Test
  void whatIsAskedForAnotherSubjectOrInAnEmergencyIsNoEqualRefusal() {
    flow.advance(asked(Map.of(Keys.APPLIED_BY, "rita")), () -> {});
    assertThat(refused(2, "rita").record()).isEqualTo("ar-u1");
    AccessRequest other = changed("\"nightly\"", "\"treasury\"");
    assertThat(refused(3, "rita", other).record()).isEqualTo("ar-u3");
    AccessRequest emergency = changed("\"emergency\":false", "\"emergency\":true");
    assertThat(refused(4, "rita", emergency).record()).isEqualTo("ar-u4");
    assertThat(refused(5, "rita").record()).isEqualTo("ar-u1");
  }

  private static AccessRequest changed(String what, String to) {
    String json = Serialization.asJson(Written.request("u"));
    assertThat(json).contains(what);
    return Serialization.unmarshal(json.replace(what, to), AccessRequest.class);
  }

  @Test
  void whatIsMoreThanTheLimitIsToldOnceWritesNothingElseAndComesInItsTurn() {
    for (int i = 1; i <= AT_ONCE; i++) {
      refused(i, "rita");
    }
    api.calls.clear();
    asked(AT_ONCE + 1, "rita", Written.request("u"));
    assertThat(writes("")).as("what decides goes before what only tells").isEmpty();
    told();
    AccessRequestStatus limited = status(AT_ONCE + 1);
    assertThat(limited.phase()).isEqualTo(RequestPhase.Pending);
    assertThat(limited.endedAt()).isNull();
    assertThat(limited.conditions())
        .allSatisfy(c -> assertThat(c.getReason()).isEqualTo("RateLimited"))
        .allSatisfy(
            c ->
                assertThat(c.getMessage())
                    .isEqualTo(
                        "the limit of 60 new requests a minute by rita is reached; this one is"
                            + " decided after 2026-12-02T08:00:01Z"))
        .extracting(Condition::getType)
        .containsExactly("Accepted", "Ready", "Reconciling");
    assertThat(writes("")).hasSize(1).allSatisfy(c -> assertThat(c).contains("accessrequests"));
    assertThat(advanced(AT_ONCE + 1)).contains(LATE.plusSeconds(1));
    assertThat(writes("")).as("told once").hasSize(1);
    assertThat(waiting).as("told once").isEmpty();
    assertThat(refused(AT_ONCE + 2, "rolf").phase()).isEqualTo(RequestPhase.Lapsed);
    now = LATE.plusSeconds(1);
    said.clear();
    assertThat(advanced(AT_ONCE + 1)).isEmpty();
    assertThat(status(AT_ONCE + 1).record()).isEqualTo("ar-u1");
    assertThat(said).as("an entry for each would let anybody who asks fill the volume").isEmpty();
  }

  @Test
  void whoTakesBackWhatWaitsForItsTurnLeavesNoRecordAndNeedNotWait() {
    for (int i = 1; i <= AT_ONCE; i++) {
      refused(i, "rita");
    }
    for (String act : List.of("revocation", "deletion")) {
      int number = act.equals("deletion") ? 8 : 7;
      refused(number, "rita");
      api.calls.clear();
      AccessRequest waiting = there(number);
      if (act.equals("deletion")) {
        waiting.getMetadata().setFinalizers(List.of("foregroundDeletion"));
        waiting.getMetadata().setDeletionTimestamp("2026-12-02T08:00:00Z");
      } else {
        waiting
            .getMetadata()
            .setAnnotations(
                Map.of(Keys.APPLIED_BY, "rita", "revocation.leasehold.dev/1", "u7 none - rita"));
      }
      api.put(path(number), waiting);
      assertThat(advanced(number)).isEmpty();
      assertThat(status(number).phase()).as(act).isEqualTo(RequestPhase.Withdrawn);
      assertThat(status(number).endedAt()).as(act).isNotNull();
      assertThat(writes("accessrecords")).as(act).isEmpty();
    }
  }

  @Test
  void whatSomebodyElseDeniesOfItIsOnRecord() {
    for (int i = 1; i <= AT_ONCE + 1; i++) {
      refused(i, "rita");
    }
    AccessRequest waiting = there(AT_ONCE + 1);
    waiting
        .getMetadata()
        .setAnnotations(
            Map.of(Keys.APPLIED_BY, "rita", "denial.leasehold.dev/1", "u6 none - olga"));
    api.put(path(AT_ONCE + 1), waiting);
    assertThat(advanced(AT_ONCE + 1)).isEmpty();
    assertThat(status(AT_ONCE + 1).phase()).isEqualTo(RequestPhase.Denied);
    assertThat(status(AT_ONCE + 1).record()).isEqualTo("ar-u6");
  }

  private static String path(int number) {
    return Written.REQUESTS + "report-" + number;
  }

  private AccessRequest there(int number) {
    return api.get(path(number), AccessRequest.class);
  }

  private AccessRequestStatus status(int number) {
    return Objects.requireNonNull(there(number).getStatus());
  }

  private Optional<Instant> advanced(int number) {
    stored.put(there(number));
    return flow.advance(there(number), () -> {});
  }

  private AccessRequestStatus refused(int number, String by) {
    return refused(number, by, Written.request("u"));
  }

  private AccessRequestStatus refused(int number, String by, AccessRequest request) {
    asked(number, by, request);
    told();
    return status(number);
  }

  /** What waits for its turn is told so, when there is time for it. */
  private void told() {
    waiting.forEach(request -> flow.tell(request, () -> {}));
    waiting.clear();
  }

  private void asked(int number, String by, AccessRequest request) {
    request.getMetadata().setUid("u" + number);
    request.getMetadata().setName("report-" + number);
    request.getMetadata().setAnnotations(Map.of(Keys.APPLIED_BY, by));
    api.put(path(number), request);
    AccessRequest there = there(number);
    stored.put(there);
    flow.advance(there, () -> {});
  }

  /** Its catalog is gone, so what was given ends, whoever keeps that from being said. */
  @Test
  void whatIsToEndIsKnownToItsRecordThoughTheRequestCannotSaySo() {
    granted = Optional.of(Written.granted("u1", "Active", "ServiceAccountToken"));
    AccessRequest request = asked(Map.of(Keys.APPLIED_BY, "rita"));
    for (int code : List.of(INVALID, 409, 503)) {
      api.failing("PUT " + Written.REQUESTS, code);
      flow.advance(request, () -> {});
      AccessRequestStatus decided =
          Objects.requireNonNull(caches.asDecided(request).getStatus(), "code " + code);
      assertThat(Objects.requireNonNull(decided.ending()).cause())
          .isEqualTo(EndingCause.EntitlementRetired);
      api.mended();
      flow.advance(request, () -> {});
      assertThat(status().ending()).isNotNull();
      assertThat(caches.asDecided(request)).as("nothing is kept").isSameAs(request);
      request = asked(Map.of(Keys.APPLIED_BY, "rita"));
      caches.gone("u1");
    }
  }

  /** Another process may have settled it, or a cache lags behind what was read. */
  @Test
  void whatIsInNoCacheAnyMoreIsFollowedAllTheSame() {
    granted = Optional.of(Written.granted("u1", "Active", "ServiceAccountToken"));
    api.put(Written.RECORDS + "ar-u1", granted.get());
    AccessRequest request = asked(Map.of(Keys.APPLIED_BY, "rita"));
    seen = LOOKS;
    flow.advance(request, () -> {});
    assertThat(seen).as("every look was made").isNotPositive();
    assertThat(status().ending()).isNotNull();
  }

  /** An outage is no refusal: nothing is said of it, and it is tried again soon. */
  @Test
  void anOutageIsTriedAgainSoon() {
    api.failing("POST " + Written.RECORDS.replaceAll("/$", ""), 503);
    AccessRequest request = asked(Map.of(Keys.APPLIED_BY, "rita"));
    assertThat(flow.advance(request, () -> {}).orElseThrow()).isBefore(LATE.plusSeconds(30));
    assertThat(writes("accessrequests")).isEmpty();
  }
}
