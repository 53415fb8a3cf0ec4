package dev.leasehold.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.leasehold.evidence.Witness;
import dev.leasehold.evidence.WitnessAnswer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Serves a witness by HTTP, as <a href="https://c2sp.org/tlog-witness">C2SP tlog-witness</a> says:
 * {@code POST /add-checkpoint}, and {@code GET /<origin hash>/checkpoint}.
 */
final class WitnessServer implements AutoCloseable {
  private static final Pattern LATEST = Pattern.compile("/([0-9a-f]{64})/checkpoint");

  /** Requests under way, of less than 100 kB each; more are answered 503. */
  private static final int CONCURRENT = 32;

  /** Connections that are open, also those of which nothing comes. */
  private static final int CONNECTIONS = 128;

  private static final int NOT_FOUND = 404;
  private static final int NOT_ALLOWED = 405;
  private static final int TOO_LARGE = 413;
  private static final int FAILED = 500;
  private static final int BUSY = 503;

  static {
    // The server of the JDK takes its limits from nowhere else. In seconds: a request, its answer.
    limit("sun.net.httpserver.maxReqTime", 10);
    limit("sun.net.httpserver.maxRspTime", 30);
    limit("sun.net.httpserver.maxReqHeaders", 50);
    limit("sun.net.httpserver.maxReqHeaderSize", 16_384);
    limit("jdk.httpserver.maxConnections", CONNECTIONS);
  }

  private final HttpServer server;
  private final ExecutorService threads;
  private final Witness witness;
  private final Consumer<String> trouble;
  private final Semaphore places = new Semaphore(CONCURRENT);

  private WitnessServer(HttpServer server, Witness witness, Consumer<String> trouble) {
    this.server = server;
    this.threads = Executors.newVirtualThreadPerTaskExecutor();
    this.witness = witness;
    this.trouble = trouble;
  }

  private static void limit(String property, int value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, String.valueOf(value));
    }
  }

  /**
   * Begins to serve.
   *
   * @param trouble hears why something could not be cosigned that should be
   * @throws IOException if the address is not free
   */
  static WitnessServer start(InetSocketAddress address, Witness witness, Consumer<String> trouble)
      throws IOException {
    WitnessServer started =
        new WitnessServer(HttpServer.create(address, CONNECTIONS), witness, trouble);
    started.server.setExecutor(started.threads);
    started.server.createContext("/", started::handle);
    started.server.start();
    return started;
  }

  /** Where it listens. */
  InetSocketAddress address() {
    return server.getAddress();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!places.tryAcquire()) {
        answer(exchange, new WitnessAnswer(BUSY, "text/plain", "too many requests; try again\n"));
        return;
      }
      try {
        answer(exchange, answer(exchange));
      } finally {
        places.release();
      }
    }
  }

  private WitnessAnswer answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    Matcher latest = LATEST.matcher(path);
    boolean isAdd = path.equals("/add-checkpoint");
    if (!isAdd && !latest.matches()) {
      return new WitnessAnswer(NOT_FOUND, "text/plain", "there is only /add-checkpoint\n");
    }
    if (!exchange.getRequestMethod().equals(isAdd ? "POST" : "GET")) {
      return new WitnessAnswer(NOT_ALLOWED, "text/plain", "another method is needed\n");
    }
    byte[] body = exchange.getRequestBody().readNBytes(Witness.MAX_BODY + 1);
    if (body.length > Witness.MAX_BODY) {
      return new WitnessAnswer(TOO_LARGE, "text/plain", "the body is too long\n");
    }
    try {
      return isAdd ? witness.add(body) : witness.latest(latest.group(1));
    } catch (IOException e) {
      trouble.accept("%s (%s)".formatted(e.getMessage(), e.getClass().getSimpleName()));
      return new WitnessAnswer(FAILED, "text/plain", "the witness cannot read or keep its state\n");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new WitnessAnswer(BUSY, "text/plain", "the witness ends\n");
    }
  }

  private static void answer(HttpExchange exchange, WitnessAnswer answer) throws IOException {
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", answer.type());
    exchange.sendResponseHeaders(answer.status(), body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
