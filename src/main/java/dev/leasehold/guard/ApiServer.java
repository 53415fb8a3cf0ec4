package dev.leasehold.guard;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.net.URI;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks the API server what would become of writes; only {@link #create} and {@link #patch} change
 * anything.
 */
final class ApiServer {
  private static final long SECONDS = 10;
  private static final String DRY_RUN = "?dryRun=All&fieldManager=leasehold-canary";

  private final KubernetesClient client;

  ApiServer(KubernetesClient client) {
    this.client = client;
  }

  /** Reads an object. */
  Answer read(String path) {
    return send(request(path));
  }

  /** Reads a list, in this form. */
  Answer read(String path, String form) {
    return send(request(path).header("Accept", form));
  }

  /** Creates an object for good. */
  Answer create(String path, String json) {
    return send(request(path).post("application/json", json));
  }

  /** What would become of creating this object. */
  Answer tryCreate(String path, String json) {
    return send(request(path + DRY_RUN).post("application/json", json));
  }

  /**
   * What would become of asking for this token. Where it is given the API server sends a real one,
   * dry run or not, so what it sends is dropped.
   */
  Answer tryMint(String path, String json) {
    Answer answer = tryCreate(path, json);
    return answer instanceof Answer.Accepted ? new Answer.Accepted("") : answer;
  }

  /** Merges this into an object for good. */
  Answer patch(String path, String json) {
    return send(request(path).patch("application/merge-patch+json", json));
  }

  /** What would become of this merge patch. */
  Answer tryPatch(String path, String json) {
    return send(request(path + DRY_RUN).patch("application/merge-patch+json", json));
  }

  private HttpRequest.Builder request(String path) {
    String server = client.getMasterUrl().toString().replaceAll("/$", "");
    return client.getHttpClient().newHttpRequestBuilder().uri(URI.create(server + path));
  }

  private Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response =
          client
              .getHttpClient()
              .sendAsync(request.build(), String.class)
              .get(SECONDS, TimeUnit.SECONDS);
      return Answer.of(response.code(), response.body());
    } catch (ExecutionException | TimeoutException e) {
      return new Answer.Failed(0, "no answer");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer.Failed(0, "interrupted");
    }
  }
}
