package dev.leasehold.app;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Reads and writes the Lease. Each call ends within a time that is short beside how long the Lease
 * lasts: an answer that comes later is of no use.
 */
final class LeaseCalls implements Elector.Leases {
  private static final String JSON = "application/json";

  private final KubernetesClient client;
  private final String collection;
  private final String name;
  private final Duration limit;

  /**
   * @param limit of each call
   */
  LeaseCalls(KubernetesClient client, String namespace, String name, Duration limit) {
    this.client = client;
    this.collection =
        client.getMasterUrl().toString().replaceAll("/+$", "")
            + "/apis/coordination.k8s.io/v1/namespaces/"
            + namespace
            + "/leases";
    this.name = name;
    this.limit = limit;
  }

  @Override
  public Optional<Lease> read() throws Elector.Unanswered {
    return send(request(collection + "/" + name), HttpURLConnection.HTTP_NOT_FOUND);
  }

  @Override
  public Optional<Lease> create(Lease lease) throws Elector.Unanswered {
    return send(request(collection).post(JSON, json(lease)), HttpURLConnection.HTTP_CONFLICT);
  }

  @Override
  public Optional<Lease> replace(Lease lease) throws Elector.Unanswered {
    HttpRequest.Builder request = request(collection + "/" + name);
    return send(
        request.method("PUT", JSON, json(lease)),
        HttpURLConnection.HTTP_CONFLICT,
        HttpURLConnection.HTTP_NOT_FOUND);
  }

  private HttpRequest.Builder request(String uri) {
    return client
        .getHttpClient()
        .newHttpRequestBuilder()
        .uri(URI.create(uri))
        .timeout(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  private String json(Lease lease) {
    return client.getKubernetesSerialization().asJson(lease);
  }

  /**
   * @param no codes that are an answer too: there is no such Lease, or it is not as it was
   */
  private Optional<Lease> send(HttpRequest.Builder request, int... no) throws Elector.Unanswered {
    try {
      HttpResponse<String> reply =
          client
              .getHttpClient()
              .sendAsync(request.build(), String.class)
              .get(limit.toMillis(), TimeUnit.MILLISECONDS);
      for (int code : no) {
        if (reply.code() == code) {
          return Optional.empty();
        }
      }
      if (!reply.isSuccessful()) {
        throw new Elector.Unanswered("code " + reply.code());
      }
      return Optional.of(client.getKubernetesSerialization().unmarshal(reply.body(), Lease.class));
    } catch (ExecutionException | TimeoutException e) {
      throw new Elector.Unanswered("no answer");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Elector.Unanswered("interrupted");
    }
  }
}
