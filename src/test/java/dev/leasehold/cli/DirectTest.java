package dev.leasehold.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.leasehold.lab.CertificateAuthority;
import dev.leasehold.lab.Trust;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.utils.HttpClientUtils;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Where calls are made and whom they trust does not depend on the HTTP client that carries them.
 */
final class DirectTest {
  private static final CertificateAuthority AUTHORITY = new CertificateAuthority();
  private static final Duration SHORT = Duration.ofMillis(500);

  private final List<Headers> asked = new CopyOnWriteArrayList<>();
  private final List<HttpServer> servers = new CopyOnWriteArrayList<>();

  @AfterEach
  void stop() {
    servers.forEach(server -> server.stop(0));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void redirectsAreNotFollowed(boolean direct) throws IOException {
    HttpServer server = serve(HttpServer.create(), "127.0.0.1");
    server.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestHeaders());
          exchange.getResponseHeaders().add("Location", "/elsewhere");
          exchange.sendResponseHeaders(302, -1);
          exchange.close();
        });
    try (KubernetesClient client = client(direct, config("http", server).build())) {
      assertThatExceptionOfType(KubernetesClientException.class)
          .isThrownBy(() -> name(client))
          .satisfies(e -> assertThat(e.getCode()).isEqualTo(302));
    }
    assertThat(asked).hasSize(1);
  }

  /** With Vert.x nobody gives it up. */
  @Test
  void replyThatStopsArrivingIsGivenUp() throws IOException {
    HttpServer server = serve(HttpServer.create(), "127.0.0.1");
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 1000);
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
        });
    try (KubernetesClient client = client(true, config("http", server).build())) {
      assertThatExceptionOfType(KubernetesClientException.class)
          .isThrownBy(() -> name(client))
          .satisfies(e -> assertThat(e.getCode()).isNotPositive());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void callerIsNamed(boolean direct) throws IOException {
    HttpServer server = answering(HttpServer.create(), "127.0.0.1");
    Config config =
        config("http", server).withOauthToken("secret").withImpersonateUsername("olga").build();
    try (KubernetesClient client = client(direct, config)) {
      assertThat(name(client)).isEqualTo("shop");
    }
    assertThat(asked.getFirst())
        .containsEntry("Authorization", List.of("Bearer secret"))
        .containsEntry("Impersonate-user", List.of("olga"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void onlyTheAuthorityOfTheKubeconfigIsTrusted(boolean direct) throws IOException {
    HttpServer server = answering(secure(), "127.0.0.1");
    ConfigBuilder trusting =
        config("https", server).withCaCertData(AUTHORITY.certificate()).withOauthToken("secret");
    try (KubernetesClient client = client(direct, trusting.build())) {
      assertThat(name(client)).isEqualTo("shop");
    }
    Config other = trusting.withCaCertData(new CertificateAuthority().certificate()).build();
    refused(direct, other);
    refused(direct, config("https", server).withOauthToken("secret").build());
    assertThat(asked).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void serverOfAnotherNameIsRefusedUnlessNothingIsVerified(boolean direct) throws IOException {
    HttpServer server = answering(secure(), "127.0.0.2");
    refused(direct, config("https", server).withCaCertData(AUTHORITY.certificate()).build());
    assertThat(asked).isEmpty();
    try (KubernetesClient client =
        client(direct, config("https", server).withTrustCerts(true).build())) {
      assertThat(name(client)).isEqualTo("shop");
    }
  }

  @Test
  void proxyKeepsTheClientThatKnowsAllKinds() {
    assertThat(chosen(new ConfigBuilder(Config.empty()))).isInstanceOf(Direct.class);
    for (String proxy : List.of("http://u:p@proxy:3128", "socks5://proxy:1080")) {
      assertThat(chosen(new ConfigBuilder(Config.empty()).withHttpsProxy(proxy)))
          .isNotInstanceOf(Direct.class);
      assertThat(chosen(new ConfigBuilder(Config.empty()).withHttpProxy(proxy)))
          .isNotInstanceOf(Direct.class);
    }
  }

  private static HttpClient.Factory chosen(ConfigBuilder config) {
    return Direct.orByProxy(config.build(), SHORT);
  }

  private static void refused(boolean direct, Config config) {
    try (KubernetesClient client = client(direct, config)) {
      assertThatExceptionOfType(KubernetesClientException.class).isThrownBy(() -> name(client));
    }
  }

  private static String name(KubernetesClient client) {
    return client.namespaces().withName("shop").get().getMetadata().getName();
  }

  private static KubernetesClient client(boolean direct, Config config) {
    return new KubernetesClientBuilder()
        .withConfig(config)
        .withHttpClientFactory(direct ? new Direct(SHORT) : HttpClientUtils.getHttpClientFactory())
        .build();
  }

  private static ConfigBuilder config(String scheme, HttpServer server) {
    InetSocketAddress at = server.getAddress();
    return new ConfigBuilder(Config.empty())
        .withMasterUrl(scheme + "://" + at.getAddress().getHostAddress() + ":" + at.getPort())
        .withRequestTimeout(Math.toIntExact(SHORT.toMillis()))
        .withRequestRetryBackoffLimit(0);
  }

  private static HttpsServer secure() throws IOException {
    HttpsServer server = HttpsServer.create();
    server.setHttpsConfigurator(new HttpsConfigurator(Trust.serving(AUTHORITY.server())));
    return server;
  }

  private HttpServer answering(HttpServer server, String address) throws IOException {
    serve(server, address).createContext("/", this::answer);
    return server;
  }

  private void answer(HttpExchange exchange) throws IOException {
    asked.add(exchange.getRequestHeaders());
    byte[] body =
        "{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\"metadata\":{\"name\":\"shop\"}}"
            .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private HttpServer serve(HttpServer server, String address) throws IOException {
    server.bind(new InetSocketAddress(address, 0), 0);
    server.start();
    servers.add(server);
    return server;
  }
}
