package dev.leasehold.wire;

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

/**
 * Sends single calls to the API server, each once and for a bounded time. Nothing is logged: bodies
 * may hold credentials, so fabric8's trace of bodies is taken out of the client, as are its own
 * retries (up to ten, minutes long).
 */
public final class Sender {
  private final HttpClient http;
  private final String root;
  private final Duration deadline;

  /**
   * @param deadline how long is waited for an answer
   */
  public Sender(KubernetesClient client, Duration deadline) {
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
    this.deadline = deadline;
  }

  /** A call of this path, which reads unless it is told otherwise. */
  public HttpRequest.Builder call(String path, String accept) {
    HttpRequest.Builder request = http.newHttpRequestBuilder();
    request.uri(root + path).header("Accept", accept);
    return request;
  }

  /** The same call with a verb and a body. */
  public static HttpRequest.Builder with(
      HttpRequest.Builder request, String verb, String type, byte[] body) {
    // Only post() takes bytes, and only a String could be sent otherwise; method() then keeps them.
    request.post(type, body).method(verb, type, (String) null);
    return request;
  }

  /** What comes back, as bytes or as a stream that may still be arriving. */
  public <T> HttpResponse<T> send(HttpRequest.Builder request, Class<T> body) throws Unanswered {
    HttpRequest built = request.timeout(deadline.toMillis(), TimeUnit.MILLISECONDS).build();
    CompletableFuture<HttpResponse<T>> answer = http.sendAsync(built, body);
    try {
      return answer.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new Unanswered("no answer within " + deadline.toMillis() + " ms");
    } catch (ExecutionException e) {
      throw new Unanswered("the connection failed");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unanswered("the operator is stopping");
    } finally {
      answer.cancel(true);
    }
  }
}
