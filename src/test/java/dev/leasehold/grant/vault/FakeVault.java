package dev.leasehold.grant.vault;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Answers as a Vault would that does all it is asked, unless told otherwise. */
final class FakeVault implements AutoCloseable {
  /** It stands in every answer, and must not be seen anywhere else. */
  static final String SECRET = "s.never-to-be-told";

  /** What it was asked, as {@code token path}, in order. */
  final List<String> calls = new CopyOnWriteArrayList<>();

  final List<String> namespaces = new ArrayList<>();
  private final Map<String, String> sent = new ConcurrentHashMap<>();
  private final Map<String, Supplier<Said>> told = new ConcurrentHashMap<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final HttpServer server;
  private int tokens;

  private record Said(int code, String body) {}

  FakeVault() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/v1/", this::handle);
    server.start();
    says("auth/kubernetes/login", () -> new Said(200, login()));
    says("auth/token/lookup-self", 200, "{}");
    token("");
    says("auth/token/renew-accessor", 200, "{\"auth\": {\"lease_duration\": 3600}}");
    says("auth/token/revoke-accessor", 204, "");
    says("sys/leases/revoke", 204, "");
    says("auth/token/lookup-accessor", 403, "{\"errors\": [\"invalid accessor\"]}");
    says("sys/leases/lookup", 400, "{\"errors\": [\"invalid lease\"]}");
    lease(3600);
  }

  /** Each login is another token. */
  private String login() {
    tokens++;
    return "{\"auth\": {\"client_token\": \"own-"
        + tokens
        + "\", \"lease_duration\": 1200, \"renewable\": true}}";
  }

  /** The tokens that it makes differ in this from what was asked for. */
  FakeVault token(String otherwise) {
    return says(
        "auth/token/create/leasehold-payments",
        200,
        """
        {"auth": {"client_token": "%s", "accessor": "acc-1", "orphan": true, "renewable": true,
          "lease_duration": 60, "num_uses": 0, "policies": ["default", "orders-ro"] %s}}
        """
            .formatted(SECRET, otherwise));
  }

  FakeVault lease(long seconds) {
    return says(
        "database/creds/orders-ro",
        200,
        """
        {"lease_id": "database/creds/orders-ro/l1", "lease_duration": %d,
         "data": {"username": "v-user", "password": "%s"}}
        """
            .formatted(seconds, SECRET));
  }

  FakeVault says(String path, int code, String body) {
    return says(path, () -> new Said(code, body));
  }

  private FakeVault says(String path, Supplier<Said> said) {
    told.put(path, said);
    return this;
  }

  /** It says the first once, and then the other. */
  FakeVault saysFirst(String path, int code, String body) {
    Supplier<Said> then = told.getOrDefault(path, () -> new Said(404, "{}"));
    return says(
        path,
        () -> {
          says(path, then);
          return new Said(code, body);
        });
  }

  /** It takes the call, and nothing more comes of it. */
  FakeVault hangs(String path) {
    return says(
        path,
        () -> {
          try {
            closing.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return new Said(500, "{}");
        });
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  List<String> paths() {
    return calls.stream().map(call -> call.substring(call.indexOf(' ') + 1)).toList();
  }

  /** What was sent with the last call of that path; empty if nothing was. */
  String sent(String path) {
    return sent.getOrDefault(path, "");
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath().substring("/v1/".length());
      String token = exchange.getRequestHeaders().getFirst("X-Vault-Token");
      String namespace = exchange.getRequestHeaders().getFirst("X-Vault-Namespace");
      calls.add((token == null ? "nobody" : token) + " " + path);
      namespaces.add(namespace == null ? "" : namespace);
      sent.put(path, new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      Said said =
          told.getOrDefault(path, () -> new Said(404, "{\"errors\": [\"" + SECRET + "\"]}")).get();
      byte[] body = said.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(said.code(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
  }
}
