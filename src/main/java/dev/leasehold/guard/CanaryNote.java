package dev.leasehold.guard;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Optional;

/** Keeps the note as an annotation of the request by which the guard is tried. */
public final class CanaryNote implements EpochNote {
  private final ApiServer api;
  private final Canary canary;

  /** The client must act as the operator that this installation names. */
  public CanaryNote(KubernetesClient client, Installation installation) {
    this.api = new ApiServer(client);
    this.canary = new Canary(installation);
  }

  @Override
  public Optional<String> noted() {
    return switch (api.read(canary.request())) {
      case Answer.Accepted(String body) ->
          Optional.ofNullable(StoredCanary.of(body).annotations().get(StoredCanary.EPOCH));
      case Answer.Failed(int code, String _) when code == HttpURLConnection.HTTP_NOT_FOUND ->
          Optional.empty();
      case Answer.Failed(int code, String _) -> throw failed(code);
      case Answer.RefusedBy _ -> throw failed(HttpURLConnection.HTTP_FORBIDDEN);
    };
  }

  @Override
  public void write(String epoch) {
    String json = canary.annotations("\"%s\": \"%s\"".formatted(StoredCanary.EPOCH, epoch));
    switch (api.patch(canary.request(), json)) {
      case Answer.Accepted _ -> {}
      case Answer.Failed(int code, String _) -> throw failed(code);
      case Answer.RefusedBy _ -> throw failed(HttpURLConnection.HTTP_FORBIDDEN);
    }
  }

  private static KubernetesClientException failed(int code) {
    return new KubernetesClientException("the guard's epoch", code, null);
  }
}
