package dev.leasehold.cluster;

import dev.leasehold.grant.Unavailable;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.wire.ReplyKind;
import dev.leasehold.wire.Sender;
import dev.leasehold.wire.Unanswered;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Single calls to the API server, each with a deadline and none sent twice. */
public final class PlainCalls {
  private static final Logger LOG = Logger.getLogger(PlainCalls.class);
  private static final Duration DEADLINE = Duration.ofSeconds(10);

  /** Until a page has been read. */
  private static final long LONG_SECONDS = 30;

  /** An answer that says no is shorter than so many bytes. */
  private static final int SHORT = 64 << 10;

  private static final String JSON = "application/json";

  private final Sender sender;

  public PlainCalls(KubernetesClient client) {
    this.sender = new Sender(client, DEADLINE);
  }

  /** What comes back; the body arrives as it is read, and not after its own deadline. */
  static final class Reply implements AutoCloseable {
    private final int code;
    private final InputStream body;
    private final CompletableFuture<Void> late = new CompletableFuture<>();

    private Reply(int code, InputStream body) {
      this.code = code;
      this.body = body;
      CompletableFuture<Void> _ =
          late.completeOnTimeout(null, LONG_SECONDS, TimeUnit.SECONDS).thenRun(this::cut);
    }

    int code() {
      return code;
    }

    InputStream body() {
      return body;
    }

    /**
     * Lets the connection go; of what was not read, what is short is, so that it can be used again.
     */
    @Override
    public void close() {
      try {
        body.readNBytes(SHORT);
      } catch (IOException e) {
        LOG.debugf("the rest of a reply was not read: %s", e.getMessage());
      }
      late.cancel(false);
      cut();
    }

    private void cut() {
      try {
        body.close();
      } catch (IOException e) {
        LOG.debugf("a reply was not closed: %s", e.getMessage());
      }
    }
  }

  /** To be closed by the caller. */
  Reply get(String path, String accept) {
    HttpResponse<InputStream> response = send(sender.call(path, accept), InputStream.class);
    return new Reply(response.code(), new Arriving(response.body()));
  }

  /** Deletes exactly the object of this UID; whether there was one. */
  public boolean delete(String path, String uid) {
    String options =
        """
        {"kind": "DeleteOptions", "apiVersion": "v1", "preconditions": {"uid": "%s"}}
        """
            .formatted(uid);
    HttpRequest.Builder request =
        Sender.with(
            sender.call(path, JSON), "DELETE", JSON, options.getBytes(StandardCharsets.UTF_8));
    int code = send(request, byte[].class).code();
    return switch (ReplyKind.of(code, null)) {
      case DONE -> true;
      case ABSENT, OVERTAKEN -> false;
      case REFUSED, FORBIDDEN, UNAVAILABLE -> throw answered(code);
    };
  }

  static void require(int code) {
    if (ReplyKind.of(code, null) != ReplyKind.DONE) {
      throw answered(code);
    }
  }

  private static Unavailable answered(int code) {
    return unavailable("it answered " + code);
  }

  private <T> HttpResponse<T> send(HttpRequest.Builder request, Class<T> body) {
    try {
      return sender.send(request, body);
    } catch (Unanswered e) {
      throw unavailable(e.why());
    }
  }

  static Unavailable unavailable(String why) {
    return new Unavailable(
        new Reason(
            ReasonCode.API_SERVER_UNAVAILABLE, "the API server did not take or give it: " + why));
  }
}
