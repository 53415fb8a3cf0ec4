package dev.leasehold.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.lab.Lab;
import dev.leasehold.lab.SharedLab;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A real API server marks and dates all that it answers, which the clock relies on. */
final class ServerTimeIT {
  @RegisterExtension static final SharedLab LAB = SharedLab.withChart();

  private static final String NAMESPACES = "/api/v1/namespaces";
  private static final String NAMELESS = "{\"metadata\":{\"name\":\"%s\"}}";

  /** Whether each call was answered with a mark and a date, by status and path. */
  private final Map<String, Boolean> marked = new ConcurrentHashMap<>();

  private final Interceptor noting =
      new Interceptor() {
        @Override
        public void after(
            HttpRequest request,
            HttpResponse<?> response,
            AsyncBody.Consumer<List<ByteBuffer>> body) {
          marked.put(
              response.code() + " " + request.method() + " " + request.uri().getRawPath(),
              response.header("Audit-Id") != null && response.header("Date") != null);
        }
      };

  @Test
  void everyAnswerIsMarkedWhetherItIsAListAWatchOrARefusal() {
    Lab lab = LAB.lab();
    calls(lab.adminClient().getConfiguration(), this::asAdministrator);
    calls(
        Config.fromKubeconfig(lab.tokenKubeconfig("no-longer-good")),
        client -> ask(() -> client.raw(NAMESPACES)));
    calls(
        Config.fromKubeconfig(lab.serviceAccountKubeconfig("default", "default")),
        client -> ask(() -> client.raw("/api/v1/secrets")));
    Lab.await()
        .untilAsserted(
            () ->
                assertThat(marked)
                    .containsOnlyKeys(
                        "200 GET /api/v1/namespaces",
                        "200 GET /api/v1/pods",
                        "404 GET /api/v1/namespaces/nowhere",
                        "409 POST /api/v1/namespaces",
                        "422 POST /api/v1/namespaces",
                        "401 GET /api/v1/namespaces",
                        "403 GET /api/v1/secrets"));
    assertThat(marked).doesNotContainValue(false);
  }

  private void asAdministrator(KubernetesClient client) {
    ask(() -> client.raw(NAMESPACES));
    ask(() -> client.raw("/api/v1/pods?watch=true&timeoutSeconds=1"));
    ask(() -> client.raw(NAMESPACES + "/nowhere"));
    ask(() -> client.raw(NAMESPACES, "POST", NAMELESS.formatted("default")));
    ask(() -> client.raw(NAMESPACES, "POST", NAMELESS.formatted("NOT A NAME")));
  }

  private static void ask(Runnable call) {
    try {
      call.run();
    } catch (KubernetesClientException e) {
      assertThat(Optional.of(e.getCode())).as("it was answered").isNotEqualTo(Optional.of(0));
    }
  }

  private void calls(Config config, Consumer<KubernetesClient> calls) {
    Config once = new ConfigBuilder(config).withRequestRetryBackoffLimit(0).build();
    try (KubernetesClient client =
        new KubernetesClientBuilder()
            .withConfig(once)
            .withHttpClientBuilderConsumer(http -> http.addOrReplaceInterceptor("noting", noting))
            .build()) {
      calls.accept(client);
    }
  }
}
