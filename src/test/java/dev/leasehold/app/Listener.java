package dev.leasehold.app;

import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers everything with nothing, dates its answers, and notes what reached it. */
final class Listener implements AutoCloseable {
  private final AtomicInteger code = new AtomicInteger(200);
  private final List<String> methods = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private final Calls calls = new Calls();
  private volatile boolean stalling;
  private volatile boolean inBetween;

  Listener() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          methods.add(exchange.getRequestMethod());
          byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          if (!inBetween) {
            exchange.getResponseHeaders().add("Audit-Id", "5f3b");
          }
          exchange.sendResponseHeaders(code.get(), stalling ? body.length + 1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.getResponseBody().flush();
          if (!stalling) {
            exchange.close();
          }
        });
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  private Config config() {
    return new ConfigBuilder(Config.empty())
        .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
        .build();
  }

  /** A client of it as fabric8 makes one: what fails is sent up to ten times more. */
  KubernetesClient retrying() {
    return new KubernetesClientBuilder().withConfig(config()).build();
  }

  /** A client of it that has this interceptor among its own. */
  KubernetesClient client(Interceptor interceptor) {
    return new Clients(
            calls,
            io.fabric8.kubernetes.client.utils.HttpClientUtils.getHttpClientFactory(),
            new Interceptor() {})
        .of(config(), new KubernetesSerialization(), Map.of("under-test", interceptor));
  }

  /** The writes of its clients that are under way. */
  Calls calls() {
    return calls;
  }

  /** From now on replies begin and never end. */
  void stall() {
    stalling = true;
  }

  /** Answers with this code from now on. */
  void answer(int status) {
    code.set(status);
  }

  /** Answers as a load balancer does, whose replies no API server has seen. */
  void answerInBetween(int status) {
    inBetween = true;
    answer(status);
  }

  /** The methods of all requests so far. */
  List<String> methods() {
    return methods;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
