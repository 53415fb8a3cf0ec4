package dev.leasehold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sinks are tried before anything depends on them. */
class NotifyTest {
  @TempDir Path directory;

  private final StringWriter out = new StringWriter();
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private HttpServer server;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          bodies.add(new String(body, StandardCharsets.UTF_8));
          boolean good = exchange.getRequestURI().getPath().equals("/good");
          exchange.sendResponseHeaders(good ? 204 : 403, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private int run(String values, String... more) throws IOException {
    Path file = directory.resolve("values.yaml");
    Files.writeString(
        file, values.replace("SERVER", "http://127.0.0.1:" + server.getAddress().getPort()));
    List<String> words =
        new java.util.ArrayList<>(List.of("notify", "test", "--values", file.toString()));
    words.addAll(List.of("--secrets", directory.toString()));
    words.addAll(List.of(more));
    return Main.program()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(out))
        .execute(words.toArray(String[]::new));
  }

  @Test
  void eachSinkGetsOneNoticeAndItsAnswerIsPrinted() throws IOException {
    Path secret = Files.createDirectory(directory.resolve("chat"));
    Files.writeString(
        secret.resolve("url"), "http://127.0.0.1:" + server.getAddress().getPort() + "/good");
    String sinks =
        """
        notices:
          sinks:
          - {name: chat, format: Slack, secretName: chat, kinds: [ended]}
          - {name: audit, url: SERVER/good}
          - {name: shut, url: SERVER/shut}
        """;
    assertThat(run(sinks)).isEqualTo(1);
    assertThat(out.toString().lines())
        .containsExactly(
            "chat: taken: it answered 204",
            "audit: taken: it answered 204",
            "shut: not taken, would be tried again: it answered 403");
    assertThat(bodies).hasSize(3);
    assertThat(bodies.get(1)).contains("dev.leasehold.notice.test");
    assertThat(run(sinks, "--sink", "audit")).isZero();
    assertThat(bodies).hasSize(4);
  }

  @Test
  void whatTheOperatorWouldNotStartWithIsNamed() throws IOException {
    assertThat(run("notices: {sinks: [{name: a, url: 'http://h.example.com'}]}")).isEqualTo(2);
    assertThat(out.toString()).contains("notices.sinks[0].url must be https");
    assertThat(run("replicas: 2")).isEqualTo(2);
    assertThat(out.toString()).contains("notices.sinks is empty");
    assertThat(run("notices: {sinks: [{name: a, url: SERVER/x}]}", "--sink", "b")).isEqualTo(2);
    assertThat(out.toString()).contains("there is no sink b");
  }
}
