package dev.leasehold.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class EarlyHealthTest {
  private static final InetAddress HERE = InetAddress.getLoopbackAddress();

  private final EarlyHealth health = new EarlyHealth();
  private final int port = health.listen(new InetSocketAddress(HERE, 0));

  @AfterEach
  void close() {
    health.close();
  }

  private int asks(String path) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      URI uri = URI.create("http://" + HERE.getHostAddress() + ":" + port + path);
      HttpResponse<String> answer =
          http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
      assertThat(answer.body()).contains(answer.statusCode() == 200 ? "UP" : "DOWN");
      return answer.statusCode();
    }
  }

  @Test
  void whoHasNotStartedYetIsLiveAndStartedAndNotReady() throws IOException, InterruptedException {
    assertThat(asks("/q/health/started")).isEqualTo(200);
    assertThat(asks("/q/health/live")).isEqualTo(200);
    assertThat(asks("/q/health/ready")).isEqualTo(503);
    assertThat(asks("/q/metrics")).isEqualTo(503);
  }

  @Test
  void whoSaysNothingKeepsNoProbeFromBeingAnswered() throws IOException, InterruptedException {
    try (Socket silent = new Socket(HERE, port)) {
      assertThat(asks("/q/health/live")).isEqualTo(200);
      assertThat(silent.isConnected()).isTrue();
    }
  }

  /** Often, since the system keeps it for as long as somebody is woken who waits there. */
  @RepeatedTest(50)
  void thePortIsFreeAfterwards() throws IOException, InterruptedException {
    assertThat(asks("/q/health/live")).isEqualTo(200);
    health.close();
    try (ServerSocket next = new ServerSocket(port, 1, HERE)) {
      assertThat(next.isBound()).isTrue();
    }
  }

  @Test
  void aPortThatIsTakenIsNoReasonNotToStart() {
    EarlyHealth second = new EarlyHealth();
    assertThat(second.listen(new InetSocketAddress(HERE, port))).isZero();
    second.close();
  }
}
