package dev.leasehold.grant.rbac;

import dev.leasehold.grant.Unavailable;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.wire.Sender;
import dev.leasehold.wire.Unanswered;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.time.Duration;

/** Sends one call to the API server, as bytes; where none comes back it is unavailable. */
final class Wire {
  private static final String JSON = "application/json";

  private final Sender sender;

  Wire(KubernetesClient client, Duration timeout) {
    this.sender = new Sender(client, timeout);
  }

  Exchange get(String path, String accept) {
    return send(sender.call(path, accept), "GET " + path);
  }

  Exchange send(String verb, String path, String accept, byte[] body) {
    return send(Sender.with(sender.call(path, accept), verb, JSON, body), verb + " " + path);
  }

  Exchange patch(String path, byte[] operations) {
    return send(
        Sender.with(sender.call(path, JSON), "PATCH", "application/json-patch+json", operations),
        "PATCH " + path);
  }

  private Exchange send(HttpRequest.Builder request, String what) {
    try {
      HttpResponse<byte[]> response = sender.send(request, byte[].class);
      return new Exchange(response.code(), response.body());
    } catch (Unanswered e) {
      throw new Unavailable(
          new Reason(
              ReasonCode.UNREACHABLE,
              "The API server did not answer " + what + ": " + e.why() + "."));
    }
  }
}
