package dev.leasehold.cli;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientImpl;
import io.fabric8.kubernetes.client.utils.HttpClientUtils;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.time.Duration;

/**
 * Makes fabric8's HTTP clients on that of the JDK, which starts faster than Vert.x and is made to
 * behave as that does: no redirect is followed, and no proxy of the JVM is used. A reply that stops
 * arriving ends, which with Vert.x it did not. Where a proxy is configured Vert.x stays (decision
 * 0119): the JDK's client knows no SOCKS, and no passwords for proxies of TLS unless the whole JVM
 * allows them.
 */
class Direct extends JdkHttpClientFactory {
  /** As for the beginning of a reply. */
  private final Duration silence;

  /**
   * @param silence how long nothing of a reply may arrive before it is given up
   */
  Direct(Duration silence) {
    this.silence = silence;
  }

  /** What is to carry the calls to this cluster. */
  static HttpClient.Factory orByProxy(Config config, Duration silence) {
    return config.getHttpsProxy() == null && config.getHttpProxy() == null
        ? new Direct(silence)
        : HttpClientUtils.getHttpClientFactory();
  }

  @Override
  public final HttpClient.Builder newBuilder(Config config) {
    HttpClient.Builder builder = new Ending(silence).newBuilder();
    HttpClientUtils.applyCommonConfiguration(config, builder, this);
    return builder.addOrReplaceInterceptor("STALLED-REPLIES", new StalledReplies(silence));
  }

  @Override
  protected final void additionalConfig(java.net.http.HttpClient.Builder builder) {
    builder
        .version(Version.HTTP_1_1)
        .followRedirects(Redirect.NEVER)
        .proxy(java.net.http.HttpClient.Builder.NO_PROXY);
  }

  /**
   * Makes one client, whose thread ends when it is closed. fabric8 leaves that thread to the
   * garbage collector; a JVM that exits meanwhile waits for it, for 0.3 s.
   */
  private static final class Ending extends Direct {
    private static final Duration END = Duration.ofMillis(200);

    private final KeptBuilder kept = new KeptBuilder(super.createNewHttpClientBuilder());

    private Ending(Duration silence) {
      super(silence);
    }

    @Override
    protected java.net.http.HttpClient.Builder createNewHttpClientBuilder() {
      return kept;
    }

    @Override
    protected void closeHttpClient(JdkHttpClientImpl client) {
      kept.built().ifPresent(Ending::end);
      super.closeHttpClient(client);
    }

    private static void end(java.net.http.HttpClient client) {
      client.shutdownNow();
      try {
        boolean _ = client.awaitTermination(END);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
