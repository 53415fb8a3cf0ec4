package dev.leasehold.app;

import io.fabric8.kubernetes.client.http.WebSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Opens a watch, at once as a rule. fabric8 begins its back-off anew with each watch that opens, so
 * one that is closed again and again would be opened dozens of times a second.
 */
final class PacedWatch implements WebSocket.Builder {
  private final WebSocket.Builder inner;
  private final Pace pace;
  private String path = "";

  PacedWatch(WebSocket.Builder inner, Pace pace) {
    this.inner = inner;
    this.pace = pace;
  }

  /** How many were opened of each kind lately; there are as many kinds as are watched. */
  static final class Pace {
    /** Some kinds are watched twice, and each watch ends now and then. */
    private static final int AT_ONCE = 4;

    private static final Duration THEN = Duration.ofSeconds(1);

    private final Map<String, Opened> lately = new ConcurrentHashMap<>();

    private record Opened(long since, int times) {}

    /** For how long the next one has to wait now. */
    Duration next(String path, long now) {
      Opened opened =
          lately.compute(
              path,
              (p, before) ->
                  before == null || now - before.since() > THEN.toNanos()
                      ? new Opened(now, 1)
                      : new Opened(before.since(), before.times() + 1));
      return opened.times() <= AT_ONCE ? Duration.ZERO : THEN;
    }
  }

  @Override
  public CompletableFuture<WebSocket> buildAsync(WebSocket.Listener listener) {
    Duration wait = pace.next(path, System.nanoTime());
    return wait.isZero()
        ? inner.buildAsync(listener)
        : CompletableFuture.runAsync(
                () -> {}, CompletableFuture.delayedExecutor(wait.toMillis(), TimeUnit.MILLISECONDS))
            .thenCompose(waited -> inner.buildAsync(listener));
  }

  @Override
  public WebSocket.Builder uri(URI uri) {
    path = uri.getPath();
    WebSocket.Builder _ = inner.uri(uri);
    return this;
  }

  @Override
  public WebSocket.Builder subprotocol(String protocol) {
    WebSocket.Builder _ = inner.subprotocol(protocol);
    return this;
  }

  @Override
  public WebSocket.Builder header(String name, String value) {
    WebSocket.Builder _ = inner.header(name, value);
    return this;
  }

  @Override
  public WebSocket.Builder setHeader(String name, String value) {
    WebSocket.Builder _ = inner.setHeader(name, value);
    return this;
  }

  @Override
  public WebSocket.Builder connectTimeout(long timeout, TimeUnit unit) {
    WebSocket.Builder _ = inner.connectTimeout(timeout, unit);
    return this;
  }
}
