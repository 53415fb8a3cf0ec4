package dev.leasehold.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Through the client that it sits in. */
class ServerTimeTest {
  private static final Duration A_DAY = Duration.ofDays(1);

  @Test
  void aReplyOfTheServerSetsTheClock() {
    ClusterClock clock = new ClusterClock(System::nanoTime, Instant.now().minus(A_DAY));
    ServerTime time = new ServerTime(clock, System::nanoTime);
    try (Listener listener = new Listener();
        KubernetesClient client = listener.client(time)) {
      assertThat(clock.known()).isFalse();
      client.raw("/version");
      // The client may return before its interceptors have seen the answer.
      Awaitility.await().until(clock::known);
      assertThat(clock.instant()).isBetween(Instant.now().minusSeconds(9), Instant.now());
      assertThat(time.underWay()).isZero();
    }
  }
}
