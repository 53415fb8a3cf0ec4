package dev.leasehold.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
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

  @Test
  void whatALoadBalancerAnswersSetsNoClock() {
    ClusterClock clock = new ClusterClock(System::nanoTime, Instant.now().minus(A_DAY));
    ServerTime time = new ServerTime(clock, System::nanoTime);
    try (Listener listener = new Listener();
        KubernetesClient client = listener.client(time)) {
      listener.answerInBetween(502);
      assertThatThrownBy(() -> client.raw("/version"))
          .isInstanceOf(KubernetesClientException.class);
      Awaitility.await().until(() -> time.underWay() == 0);
      assertThat(clock.known()).isFalse();
    }
  }

  @Test
  void whatTheServerRefusesIsDatedByItToo() {
    ClusterClock clock = new ClusterClock(System::nanoTime, Instant.now().minus(A_DAY));
    ServerTime time = new ServerTime(clock, System::nanoTime);
    try (Listener listener = new Listener();
        KubernetesClient client = listener.client(time)) {
      listener.answer(403);
      assertThatThrownBy(() -> client.raw("/version"))
          .isInstanceOf(KubernetesClientException.class);
      Awaitility.await().until(clock::known);
    }
  }
}
