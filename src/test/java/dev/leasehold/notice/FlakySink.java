package dev.leasehold.notice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/** A web server on this machine that notes what it is sent, and answers what a test wants. */
final class FlakySink implements AutoCloseable {
  final List<JsonNode> bodies = new CopyOnWriteArrayList<>();
  final List<HttpExchange> calls = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private volatile UnaryOperator<Integer> codes = call -> 200;
  private volatile Handler handler = (exchange, code) -> exchange.sendResponseHeaders(code, -1);

  /** Writes an answer. */
  interface Handler {
    void answer(HttpExchange exchange, int code) throws IOException;
  }

  FlakySink() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::called);
    server.start();
  }

  /** With what it answers each call, by its number from 0. */
  FlakySink answering(UnaryOperator<Integer> byCall) {
    codes = byCall;
    return this;
  }

  FlakySink answeringBy(Handler how) {
    handler = how;
    return this;
  }

  private void called(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      int call;
      synchronized (this) {
        call = calls.size();
        calls.add(exchange);
        bodies.add(new ObjectMapper().readTree(body));
      }
      handler.answer(exchange, codes.apply(call));
    }
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
  }

  Sink sink(String name, Format format) {
    return Standing.sink(name, format, Optional.of(url()));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
