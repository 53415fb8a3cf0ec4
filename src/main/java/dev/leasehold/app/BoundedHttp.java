package dev.leasehold.app;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.fabric8.kubernetes.client.http.StandardHttpRequest;
import io.fabric8.kubernetes.client.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * An HTTP client in which every exchange ends: one that is not answered in time fails, whoever
 * waits for it. fabric8 itself waits without a limit for the result of a call, and bounds at most
 * the time until the reply begins. Of a watch only the beginning is bounded.
 *
 * @param inner sends; does not retry
 * @param calls the writes that are under way are counted here
 * @param counting is told of each exchange that failed
 * @param pace at which watches are opened
 * @param answer within which every call is answered
 * @param list within which a list, which may be long, has arrived
 */
record BoundedHttp(
    HttpClient inner,
    Calls calls,
    Interceptor counting,
    PacedWatch.Pace pace,
    Duration answer,
    Duration list)
    implements HttpClient {
  /** A collection, as opposed to one object or a part of it: {@code /apis/group/v1/kind}. */
  private static final Pattern COLLECTION =
      Pattern.compile("/(api/[^/]+|apis/[^/]+/[^/]+)(/namespaces/[^/]+)?/[^/]+");

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, Class<T> type) {
    Duration limit = limit(request);
    CompletableFuture<HttpResponse<T>> reply = inner.sendAsync(timed(request, limit), type);
    calls.begun(request, reply);
    return counted(request, reply.orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS));
  }

  @Override
  public CompletableFuture<HttpResponse<AsyncBody>> consumeBytes(
      HttpRequest request, AsyncBody.Consumer<List<ByteBuffer>> consumer) {
    return counted(
        request,
        inner.consumeBytes(request, consumer).orTimeout(answer.toMillis(), TimeUnit.MILLISECONDS));
  }

  /** fabric8 itself tells of a failure only where it tries again, which it does not do here. */
  private <T> CompletableFuture<T> counted(HttpRequest request, CompletableFuture<T> reply) {
    CompletableFuture<T> _ =
        reply.whenComplete(
            (answered, failure) -> {
              if (failure != null) {
                counting.afterConnectionFailure(request, failure);
              }
            });
    return reply;
  }

  private Duration limit(HttpRequest request) {
    boolean lists =
        request.method().equals("GET") && COLLECTION.matcher(request.uri().getPath()).matches();
    return lists ? list : answer;
  }

  /** Has the connection let go too of what is not answered in time. */
  private static HttpRequest timed(HttpRequest request, Duration limit) {
    return request instanceof StandardHttpRequest call && call.getTimeout() == null
        ? call.newBuilder().timeout(limit.toMillis(), TimeUnit.MILLISECONDS).build()
        : request;
  }

  @Override
  public DerivedClientBuilder newBuilder() {
    return new Derived(inner.newBuilder(), this);
  }

  @Override
  public WebSocket.Builder newWebSocketBuilder() {
    return new PacedWatch(inner.newWebSocketBuilder(), pace);
  }

  @Override
  public HttpRequest.Builder newHttpRequestBuilder() {
    return inner.newHttpRequestBuilder();
  }

  @Override
  public boolean isClosed() {
    return inner.isClosed();
  }

  @Override
  public void close() {
    inner.close();
  }

  /** Derives clients that are bounded too. */
  private record Derived(DerivedClientBuilder builder, BoundedHttp from)
      implements DerivedClientBuilder {
    @Override
    public HttpClient build() {
      return new BoundedHttp(
          builder.build(), from.calls, from.counting, from.pace, from.answer, from.list);
    }

    @Override
    public DerivedClientBuilder addOrReplaceInterceptor(String name, Interceptor interceptor) {
      return new Derived(builder.addOrReplaceInterceptor(name, interceptor), from);
    }

    @Override
    public DerivedClientBuilder authenticatorNone() {
      return new Derived(builder.authenticatorNone(), from);
    }

    @Override
    public DerivedClientBuilder tag(Object value) {
      return new Derived(builder.tag(value), from);
    }
  }
}
