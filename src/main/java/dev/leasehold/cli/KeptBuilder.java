package dev.leasehold.cli;

import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.InetAddress;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** Builds as another builder does, and keeps what it built, so that it can be shut down. */
final class KeptBuilder implements HttpClient.Builder {
  private final HttpClient.Builder inner;
  private final AtomicReference<Optional<HttpClient>> built =
      new AtomicReference<>(Optional.empty());

  KeptBuilder(HttpClient.Builder inner) {
    this.inner = inner;
  }

  /** What it built last. */
  Optional<HttpClient> built() {
    return built.get();
  }

  @Override
  public HttpClient build() {
    HttpClient client = inner.build();
    built.set(Optional.of(client));
    return client;
  }

  @Override
  public HttpClient.Builder cookieHandler(CookieHandler handler) {
    inner.cookieHandler(handler);
    return this;
  }

  @Override
  public HttpClient.Builder connectTimeout(Duration limit) {
    inner.connectTimeout(limit);
    return this;
  }

  @Override
  public HttpClient.Builder sslContext(SSLContext context) {
    inner.sslContext(context);
    return this;
  }

  @Override
  public HttpClient.Builder sslParameters(SSLParameters parameters) {
    inner.sslParameters(parameters);
    return this;
  }

  @Override
  public HttpClient.Builder executor(Executor executor) {
    inner.executor(executor);
    return this;
  }

  @Override
  public HttpClient.Builder followRedirects(HttpClient.Redirect policy) {
    inner.followRedirects(policy);
    return this;
  }

  @Override
  public HttpClient.Builder version(HttpClient.Version version) {
    inner.version(version);
    return this;
  }

  @Override
  public HttpClient.Builder priority(int priority) {
    inner.priority(priority);
    return this;
  }

  @Override
  public HttpClient.Builder proxy(ProxySelector selector) {
    inner.proxy(selector);
    return this;
  }

  @Override
  public HttpClient.Builder authenticator(Authenticator authenticator) {
    inner.authenticator(authenticator);
    return this;
  }

  @Override
  public HttpClient.Builder localAddress(InetAddress address) {
    inner.localAddress(address);
    return this;
  }
}
