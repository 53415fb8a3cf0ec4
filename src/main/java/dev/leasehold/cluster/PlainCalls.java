package dev.leasehold.cluster;

import dev.leasehold.grant.Unavailable;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.RequestConfig;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/** Single calls to the API server, each with a deadline and none sent twice. */
public final class PlainCalls {
  private static final Logger LOG = Logger.getLogger(PlainCalls.class);
  private static final long SECONDS = 10;

  /** Until a page has been read. */
  private static final long LONG_SECONDS = 30;

  /** An answer that says no is shorter than so many bytes. */
  private static final int SHORT = 64 << 10;

  private static final String JSON = "application/json";

  private final HttpClient http;
  private final String root;

  public PlainCalls(KubernetesClient client) {
    RequestConfig once =
        new RequestConfigBuilder(client.getConfiguration().getRequestConfig())
            .withRequestRetryBackoffLimit(0)
            .build();
    this.http = client.getHttpClient().newBuilder().tag(once).build();
    this.root = client.getMasterUrl().toString().replaceFirst("/+$", "");
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
    HttpRequest.Builder request = http.newHttpRequestBuilder();
    request.uri(root + path).header("Accept", accept);
    HttpResponse<InputStream> response = send(request, InputStream.class);
    return new Reply(response.code(), new Arriving(response.body()));
  }

  /** Deletes exactly the object of this UID; whether there was one. */
  public boolean delete(String path, String uid) {
    String options =
        """
        {"kind": "DeleteOptions", "apiVersion": "v1", "preconditions": {"uid": "%s"}}
        """
            .formatted(uid);
    HttpRequest.Builder request = http.newHttpRequestBuilder();
    request.uri(root + path).header("Accept", JSON);
    // Only post() takes bytes; method() then keeps them.
    request
        .post(JSON, options.getBytes(StandardCharsets.UTF_8))
        .method("DELETE", JSON, (String) null);
    int code = send(request, byte[].class).code();
    return switch (code) {
      case HttpURLConnection.HTTP_NOT_FOUND, HttpURLConnection.HTTP_CONFLICT -> false;
      default -> {
        require(code);
        yield true;
      }
    };
  }

  static void require(int code) {
    if (!HttpResponse.isSuccessful(code)) {
      throw unavailable("it answered " + code);
    }
  }

  private <T> HttpResponse<T> send(HttpRequest.Builder request, Class<T> body) {
    HttpRequest built = request.timeout(SECONDS, TimeUnit.SECONDS).build();
    CompletableFuture<HttpResponse<T>> answer = http.sendAsync(built, body);
    try {
      return answer.get(SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw unavailable("it did not answer within " + SECONDS + " s");
    } catch (ExecutionException e) {
      throw unavailable("the connection failed");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable("the operator is being stopped");
    } finally {
      answer.cancel(true);
    }
  }

  static Unavailable unavailable(String why) {
    return new Unavailable(
        new Reason(
            ReasonCode.API_SERVER_UNAVAILABLE, "the API server did not take or give it: " + why));
  }
}
