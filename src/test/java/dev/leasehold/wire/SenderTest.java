package dev.leasehold.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a call comes to that nobody answers, by a client that would send it ten times more. */
class SenderTest {
  private static final Duration DEADLINE = Duration.ofMillis(700);

  private final AtomicInteger calls = new AtomicInteger();
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile boolean silent;
  private HttpServer server;
  private KubernetesClient client;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::take);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    client =
        new KubernetesClientBuilder()
            .withConfig(
                new ConfigBuilder()
                    .withAutoConfigure(false)
                    .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                    .build())
            .build();
  }

  @AfterEach
  void stop() {
    over.countDown();
    client.close();
    server.stop(0);
  }

  private void take(HttpExchange exchange) {
    calls.incrementAndGet();
    try (exchange) {
      if (silent) {
        over.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String failed() {
    Sender sender = new Sender(client, DEADLINE);
    return catchThrowableOfType(
            Unanswered.class, () -> sender.send(sender.call("/api", "*/*"), byte[].class))
        .why();
  }

  @Test
  void silenceEndsWithTheDeadlineAndIsAskedOnce() {
    silent = true;
    long begun = System.nanoTime();
    assertThat(failed()).isEqualTo("no answer within 700 ms");
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(DEADLINE.multipliedBy(5));
    assertThat(calls).hasValue(1);
  }

  @Test
  void aConnectionThatBreaksIsNotTriedAgain() {
    assertThat(failed()).isEqualTo("the connection failed");
    assertThat(calls).hasValue(1);
  }

  @Test
  void whereNobodyListensNothingIsKnown() {
    server.stop(0);
    assertThat(failed()).isEqualTo("the connection failed");
  }

  @Test
  void whoIsStoppedWaitsNoMore() {
    silent = true;
    Thread.currentThread().interrupt();
    assertThat(failed()).isEqualTo("the operator is stopping");
    assertThat(Thread.interrupted()).isTrue();
  }
}
