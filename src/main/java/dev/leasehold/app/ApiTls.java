package dev.leasehold.app;

import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.vertx.VertxHttpClientBuilder;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.spi.tls.SslContextFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Makes fabric8's HTTP clients, which then prefer ChaCha20-Poly1305 to AES-GCM (decision 0115).
 * Without the optimizing compiler the JDK computes AES-GCM at 40 MB/s and ChaCha20 at 170 MB/s; the
 * server still chooses, and a server that offers only AES is served with AES.
 */
record ApiTls(Vertx vertx) implements HttpClient.Factory {
  /** What Go's servers speak, what costs this process least first; all else comes after it. */
  static final List<String> ORDER =
      List.of(
          "TLS_CHACHA20_POLY1305_SHA256",
          "TLS_AES_128_GCM_SHA256",
          "TLS_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384");

  @Override
  public HttpClient.Builder newBuilder() {
    return new VertxHttpClientBuilder<>(this, ordering(vertx));
  }

  /** fabric8 leaves the order to Netty, whose list has no ChaCha20, and offers no place to say. */
  private static Vertx ordering(Vertx vertx) {
    return (Vertx)
        Proxy.newProxyInstance(
            ApiTls.class.getClassLoader(),
            new Class<?>[] {Vertx.class},
            (proxy, method, arguments) -> call(vertx, method, arguments));
  }

  private static @Nullable Object call(Vertx vertx, Method method, @Nullable Object[] arguments)
      throws Throwable {
    if (method.getName().equals("createHttpClient")
        && arguments[0] instanceof HttpClientOptions options
        && options.getSslEngineOptions() instanceof JdkSSLEngineOptions engine) {
      options.setSslEngineOptions(new Ordered(engine));
    }
    try {
      return method.invoke(vertx, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /** The same TLS context, with the suites in our order. */
  private static final class Ordered extends JdkSSLEngineOptions {
    private final JdkSSLEngineOptions engine;

    private Ordered(JdkSSLEngineOptions engine) {
      this.engine = engine;
    }

    @Override
    public JdkSSLEngineOptions copy() {
      return this;
    }

    /** What stands between us and the API server may speak nothing but what is older. */
    private static List<String> withAllOthers(SSLContext context) {
      return Stream.concat(
              ORDER.stream(), Stream.of(context.getDefaultSSLParameters().getCipherSuites()))
          .distinct()
          .toList();
    }

    @Override
    public SslContextFactory sslContextFactory() {
      return () -> {
        SSLContext context = ((JdkSslContext) engine.sslContextFactory().create()).context();
        return new JdkSslContext(
            context,
            true,
            withAllOthers(context),
            SupportedCipherSuiteFilter.INSTANCE,
            ApplicationProtocolConfig.DISABLED,
            ClientAuth.NONE,
            null,
            false);
      };
    }
  }
}
