package dev.leasehold.grant.rbac;

import dev.leasehold.grant.Unavailable;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.RequestConfig;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Sends one call to the API server and waits a bounded time for its answer, as bytes. Nothing is
 * retried here and nothing is logged: bodies may hold credentials, so fabric8's own retries (up to
 * ten, minutes long) and its trace of bodies are taken out of the client.
 */
final class Wire {
  private static final String JSON = "application/json";

  private final HttpClient http;
  private final String root;
  private final Duration timeout;

  Wire(KubernetesClient client, Duration timeout) {
    RequestConfig once =
        new RequestConfigBuilder(client.getConfiguration().getRequestConfig())
            .withRequestRetryBackoffLimit(0)
            .build();
    this.http =
        client
            .getHttpClient()
            .newBuilder()
            .tag(once)
            .addOrReplaceInterceptor("HttpLogging", null)
            .build();
    this.root = client.getMasterUrl().toString().replaceFirst("/+$", "");
    this.timeout = timeout;
  }

  Exchange get(String path, String accept) {
    return send(request("GET", path, accept, JSON, null), "GET " + path);
  }

  Exchange send(String verb, String path, String accept, byte[] body) {
    return send(request(verb, path, accept, JSON, body), verb + " " + path);
  }

  Exchange patch(String path, byte[] operations) {
    return send(
        request("PATCH", path, JSON, "application/json-patch+json", operations), "PATCH " + path);
  }

  private HttpRequest request(
      String verb, String path, String accept, String type, byte @Nullable [] body) {
    HttpRequest.Builder request = http.newHttpRequestBuilder();
    request.uri(root + path).header("Accept", accept);
    if (body != null) {
      // Only post() takes bytes, and only a String could be sent otherwise; method() then keeps
      // them.
      request.post(type, body).method(verb, type, (String) null);
    }
    return request.timeout(timeout.toMillis(), TimeUnit.MILLISECONDS).build();
  }

  private Exchange send(HttpRequest request, String what) {
    CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(request, byte[].class);
    try {
      HttpResponse<byte[]> response = answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      return new Exchange(response.code(), response.body());
    } catch (TimeoutException e) {
      throw silent(what, "no answer within " + timeout.toMillis() + " ms");
    } catch (ExecutionException e) {
      throw silent(what, "the connection failed");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw silent(what, "the operator is stopping");
    } finally {
      answer.cancel(true);
    }
  }

  private static Unavailable silent(String what, String why) {
    return new Unavailable(
        new Reason(
            ReasonCode.UNREACHABLE, "The API server did not answer " + what + ": " + why + "."));
  }
}
