package dev.leasehold.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.leasehold.lab.CertificateAuthority;
import dev.leasehold.lab.Trust;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class ApiTlsTest {
  private static final Vertx VERTX = Vertx.vertx();

  private final CertificateAuthority authority = new CertificateAuthority();
  private final List<String> negotiated = new CopyOnWriteArrayList<>();

  @AfterAll
  static void close() throws Exception {
    VERTX.close().toCompletionStage().toCompletableFuture().get();
  }

  /** Go's servers do what the client prefers among TLS 1.3 suites, and so does this one. */
  @Test
  void whatIsCheapWithoutAnOptimizingCompilerIsPreferred() throws IOException {
    assertThat(suites("TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"))
        .containsOnly("TLS_CHACHA20_POLY1305_SHA256");
  }

  @Test
  void aServerThatOffersOnlyAesIsSpokenTo() throws IOException {
    assertThat(suites("TLS_AES_128_GCM_SHA256")).containsOnly("TLS_AES_128_GCM_SHA256");
  }

  @Test
  void aServerOfTheEarlierProtocolIsSpokenTo() throws IOException {
    assertThat(
            suites(
                "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"))
        .allMatch(suite -> suite.startsWith("TLS_ECDHE_"));
  }

  /** As a load balancer may be that has not been set up for long. */
  @Test
  void aServerThatOffersNothingOfOursIsSpokenToAsBefore() throws IOException {
    assertThat(suites("TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA", "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA"))
        .allMatch(suite -> suite.endsWith("_CBC_SHA"));
  }

  private List<String> suites(String... offered) throws IOException {
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(Trust.serving(authority.server())) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters tls = getSSLContext().getDefaultSSLParameters();
            tls.setCipherSuites(offered);
            tls.setUseCipherSuitesOrder(false);
            parameters.setSSLParameters(tls);
          }
        });
    server.createContext(
        "/",
        exchange -> {
          negotiated.add(((HttpsExchange) exchange).getSSLSession().getCipherSuite());
          byte[] body =
              "{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\"metadata\":{\"name\":\"shop\"}}"
                  .getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    try (KubernetesClient client = client(server.getAddress().getPort())) {
      assertThat(client.namespaces().withName("shop").get()).isNotNull();
      return List.copyOf(negotiated);
    } finally {
      server.stop(0);
    }
  }

  private KubernetesClient client(int port) {
    Config config =
        new ConfigBuilder(Config.empty())
            .withMasterUrl("https://127.0.0.1:" + port)
            .withCaCertData(authority.certificate())
            .build();
    return new Clients(new Calls(), new ApiTls(VERTX), new Interceptor() {})
        .of(config, new KubernetesSerialization(), Map.of());
  }
}
