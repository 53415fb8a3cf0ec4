package dev.leasehold.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** An API server that gives prepared answers, and the program run against it. */
final class Answers implements AutoCloseable {
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;

  /** Each call, such as {@code GET /apis/…?limit=100}. */
  final List<String> calls = new CopyOnWriteArrayList<>();

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Function<Call, Answer> answers;

  /** What is asked. */
  record Call(String method, String path, String query, String body) {
    boolean is(String wantedMethod, String end) {
      return method.equals(wantedMethod) && path.endsWith(end);
    }

    boolean watches() {
      return query.contains("watch=true");
    }
  }

  /** What is answered. */
  record Answer(int code, String body) {
    static Answer of(Object object) {
      return new Answer(OK, Serialization.asJson(object));
    }

    static Answer refusal(int code, String message) {
      return new Answer(
          code,
          Serialization.asJson(
              Map.of("kind", "Status", "apiVersion", "v1", "code", code, "message", message)));
    }

    static Answer nothing() {
      return refusal(NOT_FOUND, "not found");
    }
  }

  Answers(Function<Call, Answer> answers) {
    this.answers = answers;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::respond);
    server.setExecutor(threads);
    server.start();
  }

  Ran run(Path directory, String... words) {
    return Ran.of(kubeconfig(directory), new StringWriter(), words);
  }

  /** Whatever it asks is answered with no. */
  Ran refusing(Path directory, String... words) {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream("no\n".getBytes(StandardCharsets.UTF_8)));
    try {
      return run(directory, words);
    } finally {
      System.setIn(before);
    }
  }

  /** A kubeconfig of it. */
  Path kubeconfig(Path directory) {
    try {
      return Files.writeString(
          directory.resolve("kubeconfig"),
          """
          apiVersion: v1
          kind: Config
          current-context: fake
          contexts: [{name: fake, context: {cluster: fake, user: me}}]
          clusters: [{name: fake, cluster: {server: "http://127.0.0.1:%d"}}]
          users: [{name: me, user: {token: none}}]
          """
              .formatted(server.getAddress().getPort()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void respond(HttpExchange exchange) throws IOException {
    try (exchange) {
      String query = exchange.getRequestURI().getQuery();
      Call call =
          new Call(
              exchange.getRequestMethod(),
              exchange.getRequestURI().getPath(),
              query == null ? "" : query,
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      calls.add(call.method() + " " + call.path() + "?" + call.query());
      Answer answer = answers.apply(call);
      byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(answer.code(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
