package dev.leasehold.ending;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** Somebody's webhook on this machine, which may be down. */
final class Hook implements AutoCloseable {
  /** One call, as it came. */
  record Call(Headers headers, String body) {
    JsonNode event() {
      try {
        return new ObjectMapper().readTree(body);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static final List<Integer> ANSWERS = List.of(204, 503, 204, 429, 204);

  /** Which of them is a no before anything was noted. */
  private static final int REFUSES = 3;

  private final AtomicInteger calls = new AtomicInteger();
  private volatile boolean failing;
  final List<Call> taken = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private volatile boolean up = true;

  Hook() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::called);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/leasehold";
  }

  /** Whether it takes anything from now on. */
  void up(boolean now) {
    up = now;
  }

  /** From now on two in five of its answers are no, one of these after it noted the notice. */
  void fail() {
    failing = true;
  }

  /** The IDs of all that is about one of these requests. */
  Set<String> ids(Set<String> uids) {
    return taken.stream()
        .map(call -> call.event().path("id").asText())
        .filter(id -> uids.contains(id.substring(0, Math.max(0, id.indexOf('.')))))
        .collect(Collectors.toSet());
  }

  /** What it was told of this request, by the ends of IDs, each once, as it first came. */
  List<String> about(String uid) {
    return taken.stream()
        .map(call -> call.event().path("id").asText())
        .filter(id -> id.startsWith(uid + "."))
        .map(id -> id.substring(uid.length() + 1).replaceFirst("[.].*", ""))
        .distinct()
        .toList();
  }

  private void called(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      int call = failing ? calls.getAndIncrement() % ANSWERS.size() : 0;
      boolean notes = up && call != REFUSES;
      if (notes) {
        taken.add(new Call(exchange.getRequestHeaders(), new String(body, StandardCharsets.UTF_8)));
      }
      exchange.sendResponseHeaders(up ? ANSWERS.get(call) : 503, -1);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
