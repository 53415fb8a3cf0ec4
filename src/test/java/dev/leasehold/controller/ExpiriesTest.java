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
import dev.leasehold.schedule.Locks;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What was once seen as over is not given again, whatever the clock says afterwards. */
class ExpiriesTest {
  private static final Instant END = Instant.parse("2026-12-01T12:00:00Z");
  private static final Instant BEFORE = END.minusSeconds(3600);

  private final FakeApi api = new FakeApi();
  private final Caches caches = new Caches();
  private final Store store = new Store(api.client(), caches, (request, entry) -> {});
  private final Recorded outside = new Recorded();
  private final Told told = new Told();
  private final AtomicReference<Instant> time = new AtomicReference<>(END);
  private final RecordFlow flow = flow(time::get);

  private RecordFlow flow(InstantSource clock) {
    Access access = new Access(List.of(outside), outside, (g, t, k) -> new Condition.Intact());
    return new Flows(api, caches, new Peopled(), store, new Locks(), clock)
        .records(Peopled::new, access, told, told);
  }

  @AfterEach
  void stop() {
    flow.stop();
    api.close();
  }

  private AccessRecord active() {
    api.put(Written.REQUESTS + "report", Written.request("u1"));
    api.put(Written.RECORDS + "ar-u1", Written.granted("u1", "Active", "ServiceAccountToken"));
    return api.get(Written.RECORDS + "ar-u1", AccessRecord.class);
  }

  private AccessRecordStatus recorded() {
    return Objects.requireNonNull(
        api.get(Written.RECORDS + "ar-u1", AccessRecord.class).getStatus());
  }

  @Test
  void whatWasCutIsNotRepairedByAClockThatGoesBackBeforeItIsWrittenDown() {
    AccessRecord record = active();
    outside.refusing("remove shop");
    api.failing("PUT " + Written.RECORDS + "ar-u1/status", 500);
    flow.advance(record);
    assertThat(outside.calls).contains("cut shop");
    time.set(BEFORE);
    outside.conditions.put("shop", new Condition.Lessened(Recorded.WHY, false));
    outside.allowing("remove shop");
    api.mended();
    flow.advance(record);
    assertThat(flow.sweep(api.get(Written.RECORDS + "ar-u1", AccessRecord.class))).isTrue();
    Awaitility.await().until(() -> recorded().phase() == RecordPhase.Ended);
    assertThat(Objects.requireNonNull(recorded().ending()).cause()).isEqualTo(EndingCause.Expired);
    assertThat(outside.calls).doesNotContain("provision shop", "issue shop");
  }

  @Test
  void aWindowThatWasProlongedIsNoneThatHasEnded() {
    Expiries expiries = new Expiries();
    AccessRecord record = Written.granted("u1", "Active", "ServiceAccountToken");
    assertThat(expiries.now(record, BEFORE)).isEqualTo(BEFORE);
    assertThat(expiries.now(record, END)).isEqualTo(END);
    assertThat(expiries.now(record, BEFORE)).isEqualTo(END);
    AccessRecord prolonged =
        Serialization.unmarshal(
            Serialization.asJson(record).replace("T12:00:00Z", "T14:00:00Z"), AccessRecord.class);
    assertThat(expiries.now(prolonged, BEFORE)).isEqualTo(BEFORE);
  }

  @Test
  void whatIsClosedOrGoneIsNotRemembered() {
    Expiries expiries = new Expiries();
    AccessRecord record = Written.granted("u1", "Active", "ServiceAccountToken");
    assertThat(expiries.now(record, END)).isEqualTo(END);
    assertThat(expiries.size()).isOne();
    AccessRecord closed = Written.granted("u1", "Ended", "ServiceAccountToken");
    assertThat(expiries.now(closed, BEFORE)).isEqualTo(BEFORE);
    assertThat(expiries.size()).isZero();
    assertThat(expiries.now(record, END)).isEqualTo(END);
    expiries.forget("ar-u1");
    assertThat(expiries.size()).isZero();
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
