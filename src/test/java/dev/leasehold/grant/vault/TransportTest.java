package dev.leasehold.grant.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a Vault that breaks off sees of the driver's client. */
final class TransportTest {
  @Test
  void readWhoseAnswerIsLostIsNotSentAgain() throws IOException, InterruptedException {
    AtomicInteger asked = new AtomicInteger();
    CountDownLatch closed = new CountDownLatch(1);
    try (ServerSocket server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
        Transport transport = new Transport(Optional.empty(), Duration.ofSeconds(5))) {
      Thread.ofVirtual().start(() -> breakOff(server, asked, closed));
      HttpRequest read =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.getLocalPort())).build();
      assertThatThrownBy(() -> transport.send(read, BodyHandlers.discarding()))
          .isInstanceOf(IOException.class);
    }
    closed.await();
    assertThat(asked).hasValue(1);
  }

  @Test
  void bodyThatDoesNotEndIsWaitedForNoLongerThanItsBeginning() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
        Transport transport = new Transport(Optional.empty(), Duration.ofMillis(300))) {
      Thread.ofVirtual().start(() -> beginAnAnswer(server));
      HttpRequest read =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.getLocalPort())).build();
      assertTimeoutPreemptively(
          Duration.ofSeconds(20),
          () ->
              assertThatThrownBy(() -> transport.send(read, BodyHandlers.ofByteArray()))
                  .isInstanceOf(HttpTimeoutException.class));
    }
  }

  /** Its head and one byte, and then nothing until the other side has had enough. */
  private static void beginAnAnswer(ServerSocket server) {
    try (Socket client = server.accept()) {
      client
          .getOutputStream()
          .write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx".getBytes(StandardCharsets.UTF_8));
      while (client.getInputStream().read() >= 0) {
        Thread.onSpinWait();
      }
    } catch (IOException gone) {
      Thread.onSpinWait();
    }
  }

  private static void breakOff(ServerSocket server, AtomicInteger asked, CountDownLatch closed) {
    try {
      while (true) {
        try (Socket client = server.accept()) {
          if (client.getInputStream().read() >= 0) {
            asked.incrementAndGet();
          }
        }
      }
    } catch (IOException gone) {
      closed.countDown();
    }
  }
}
