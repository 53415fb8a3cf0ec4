package dev.leasehold.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.leasehold.grant.Unavailable;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Through the client that it sits in, to a server that notes what reaches it. */
class TenureTest {
  private static final Duration LEASE = Duration.ofSeconds(3);

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
  private final AtomicLong wall = new AtomicLong(1_795_000_000_000L);
  private final Tenure tenure = new Tenure(nanos::get, wall::get, LEASE);
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final Listener listener = new Listener();
  private final KubernetesClient client = listener.client(tenure);
  private final List<String> reached = listener.methods();

  @AfterEach
  void close() {
    client.close();
    listener.close();
  }

  @Test
  void beforeTheLeaseWasHeldEverythingPasses() {
    nanos.addAndGet(LEASE.toNanos() * 9);
    write();
    assertThat(reached).containsExactly("POST");
  }

  @Test
  void writesPassUntilTheLeaseMayBeSomebodyElses() {
    hold();
    nanos.addAndGet(LEASE.toNanos() - 1);
    write();
    reached.clear();
    nanos.addAndGet(1);
    assertThatThrownBy(this::write).isInstanceOf(Unavailable.class).hasMessage("NotLeading");
    assertThat(reached).isEmpty();
  }

  /** By the metric, also of a process that was stopped and has not asked yet who leads now. */
  @Test
  void theLeaseIsHeldFromTheFirstRenewalUntilItMayBeSomebodyElses() {
    assertThat(tenure.holds()).isFalse();
    hold();
    assertThat(tenure.holds()).isTrue();
    nanos.addAndGet(LEASE.toNanos());
    assertThat(tenure.holds()).isFalse();
    hold();
    tenure.resign();
    assertThat(tenure.holds()).isFalse();
  }

  @Test
  void readsAndTheLeaseItselfPassAlways() {
    hold();
    nanos.addAndGet(LEASE.toNanos());
    client.raw("/api/v1/namespaces/n/configmaps/c");
    hold();
    write();
    assertThat(reached).containsExactly("PUT", "GET", "PUT", "POST");
  }

  @Test
  void aRenewalThatFailedCountsForNothing() {
    hold();
    nanos.addAndGet(LEASE.toNanos());
    listener.answer(409);
    assertThatThrownBy(this::renew).isInstanceOf(KubernetesClientException.class);
    listener.answer(200);
    assertThatThrownBy(this::write).isInstanceOf(Unavailable.class);
    hold();
    write();
  }

  /** As in an outage that begins while a write is under way. */
  @Test
  void aWriteThatFailsWhileTheLeaseRunsOutComesBack() throws InterruptedException {
    hold();
    listener.answer(503);
    Thread writer = Thread.ofPlatform().daemon().start(() -> assertThatThrownBy(this::write));
    Awaitility.await().until(() -> reached.contains("POST"));
    nanos.addAndGet(LEASE.toNanos());
    assertThat(writer.join(Duration.ofSeconds(20))).isTrue();
    assertThat(reached).filteredOn("POST"::equals).hasSize(1);
  }

  /** F42: in whichever second of an outage something is begun, it comes back. */
  @ParameterizedTest
  @ValueSource(ints = {3, 6, 19, 60})
  void nothingThatIsBegunInAnOutageHangsOrIsSentTwice(int seconds) {
    hold();
    reached.clear();
    listener.answer(503);
    for (int second = 0; second < seconds; second++) {
      assertTimeoutPreemptively(LIMIT, () -> assertThatThrownBy(this::write).isNotNull());
      assertTimeoutPreemptively(LIMIT, () -> assertThatThrownBy(this::renew).isNotNull());
      nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
    }
    assertThat(reached)
        .filteredOn("POST"::equals)
        .hasSize((int) Math.min(seconds, LEASE.toSeconds()));
    assertThat(reached).filteredOn("PUT"::equals).hasSize(seconds);
    listener.answer(200);
    assertThatThrownBy(this::write).isInstanceOf(Unavailable.class);
    hold();
    write();
  }

  /** The monotonic clock stands still in the meantime. */
  @Test
  void afterTheMachineWasSuspendedTheLeaseHasToBeRenewedFirst() {
    hold();
    wall.addAndGet(LEASE.toMillis());
    assertThatThrownBy(this::write).isInstanceOf(Unavailable.class).hasMessage("NotLeading");
    hold();
    write();
  }

  @Test
  void aWallClockThatIsSetBackLeavesTheLeaseNoLonger() {
    hold();
    wall.addAndGet(-Duration.ofHours(1).toMillis());
    write();
    nanos.addAndGet(LEASE.toNanos());
    assertThatThrownBy(this::write).isInstanceOf(Unavailable.class);
  }

  @Test
  void whoGivesTheLeaseUpChangesNothingFromThenOn() {
    hold();
    tenure.resign();
    renew();
    assertThatThrownBy(this::write).isInstanceOf(Unavailable.class).hasMessage("NotLeading");
  }

  /** The client may return before its interceptors have seen the answer. */
  private void hold() {
    renew();
    Awaitility.await().until(() -> tenure.renewedAt().equals(Optional.of(nanos.get())));
  }

  private void renew() {
    client.raw("/apis/coordination.k8s.io/v1/namespaces/n/leases/l", "PUT", "{}");
  }

  private void write() {
    client
        .configMaps()
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName("c")
                .withNamespace("n")
                .endMetadata()
                .build())
        .create();
  }
}
