package dev.leasehold.guard;

import dev.leasehold.wire.Sender;
import dev.leasehold.wire.Unanswered;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Asks the API server what would become of writes; only {@link #create} and {@link #patch} change
 * anything.
 */
final class ApiServer {
  private static final String JSON = "application/json";
  private static final String MERGE = "application/merge-patch+json";
  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final String DRY_RUN = "?dryRun=All&fieldManager=leasehold-canary";

  private final Sender sender;

  ApiServer(KubernetesClient client) {
    this.sender = new Sender(client, DEADLINE);
  }

  /** Reads an object. */
  Answer read(String path) {
    return send(sender.call(path, JSON));
  }

  /** Reads a list, in this form. */
  Answer read(String path, String form) {
    return send(sender.call(path, form));
  }

  /** Creates an object for good. */
  Answer create(String path, String json) {
    return send(write("POST", path, JSON, json));
  }

  /** What would become of creating this object. */
  Answer tryCreate(String path, String json) {
    return send(write("POST", path + DRY_RUN, JSON, json));
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
    return send(write("PATCH", path, MERGE, json));
  }

  /** What would become of this merge patch. */
  Answer tryPatch(String path, String json) {
    return send(write("PATCH", path + DRY_RUN, MERGE, json));
  }

  private HttpRequest.Builder write(String verb, String path, String type, String json) {
    return Sender.with(sender.call(path, JSON), verb, type, json.getBytes(StandardCharsets.UTF_8));
  }

  private Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response = sender.send(request, String.class);
      return Answer.of(response.code(), response.body());
    } catch (Unanswered e) {
      return new Answer.Failed(0, e.why());
    }
  }
}
