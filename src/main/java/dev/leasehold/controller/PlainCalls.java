package dev.leasehold.controller;

import dev.leasehold.grant.Unavailable;
import dev.leasehold.model.Reason;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.RequestConfig;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Single calls to the API server, each with a deadline and none sent twice. */
final class PlainCalls {
  private static final long SECONDS = 10;
  private static final String JSON = "application/json";

  private final HttpClient http;
  private final String root;

  PlainCalls(KubernetesClient client) {
    RequestConfig once =
        new RequestConfigBuilder(client.getConfiguration().getRequestConfig())
            .withRequestRetryBackoffLimit(0)
            .build();
    this.http = client.getHttpClient().newBuilder().tag(once).build();
    this.root = client.getMasterUrl().toString().replaceFirst("/+$", "");
  }

  /** What came back. */
  static final class Reply {
    private final int code;
    private final byte[] body;

    private Reply(int code, byte[] body) {
      this.code = code;
      this.body = body;
    }

    int code() {
      return code;
    }

    InputStream body() {
      return new ByteArrayInputStream(body);
    }
  }

  Reply get(String path, String accept) {
    HttpRequest.Builder request = http.newHttpRequestBuilder();
    request.uri(root + path).header("Accept", accept);
    return send(request);
  }

  /** Deletes exactly the object of this UID; whether there was one. */
  boolean delete(String path, String uid) {
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
    Reply reply = send(request);
    return switch (reply.code()) {
      case HttpURLConnection.HTTP_NOT_FOUND, HttpURLConnection.HTTP_CONFLICT -> false;
      default -> {
        require(reply);
        yield true;
      }
    };
  }

  static void require(Reply reply) {
    if (!HttpResponse.isSuccessful(reply.code())) {
      throw unavailable("it answered " + reply.code());
    }
  }

  private Reply send(HttpRequest.Builder request) {
    HttpRequest built = request.timeout(SECONDS, TimeUnit.SECONDS).build();
    CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(built, byte[].class);
    try {
      HttpResponse<byte[]> response = answer.get(SECONDS, TimeUnit.SECONDS);
      return new Reply(response.code(), response.body());
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

  private static Unavailable unavailable(String why) {
    return new Unavailable(
        new Reason("ApiServerUnavailable", "the API server did not take or give it: " + why));
  }
}
