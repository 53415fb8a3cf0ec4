package dev.leasehold.app;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.EntitlementCatalog;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.fabric8.kubernetes.client.impl.KubernetesClientImpl;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Makes clients whose calls end in time and are never retried by the client itself (decision 0057):
 * fabric8 runs the interceptors anew for each retry, on a thread on which nobody hears what the
 * fence throws, and the caller would wait for ever. Whoever calls has a back-off of its own.
 */
final class Clients {
  private static final List<Class<? extends KubernetesResource>> KINDS =
      List.of(AccessRequest.class, AccessRecord.class, EntitlementCatalog.class);

  /** Longer than any call to a healthy API server; what takes longer is tried again. */
  static final Duration CALL = Duration.ofSeconds(10);

  /** For lists, which may be long: tens of thousands of records at the start. */
  private static final Duration LIST = Duration.ofSeconds(60);

  /**
   * After a watch ended, which each does every few minutes. Doubled with each failure up to 32
   * times as much.
   */
  private static final Duration WATCH_AGAIN = Duration.ofMillis(20);

  private final Calls calls;
  private final HttpClient.Factory factory;
  private final Interceptor counting;

  /**
   * @param calls where the clients count the writes that are under way
   * @param counting sees every call of every client
   */
  Clients(Calls calls, HttpClient.Factory factory, Interceptor counting) {
    this.calls = calls;
    this.counting = counting;
    this.factory = factory;
  }

  /**
   * A client with these interceptors besides fabric8's own. The configuration is changed: it is the
   * one that derived clients ask later on.
   */
  KubernetesClient of(
      Config config, KubernetesSerialization serialization, Map<String, Interceptor> interceptors) {
    config.setRequestRetryBackoffLimit(0);
    config.setWatchReconnectInterval(Math.toIntExact(WATCH_AGAIN.toMillis()));
    config.setRequestTimeout(Math.toIntExact(CALL.toMillis()));
    // Else each event of a watch becomes a tree, that tree text, and the text our object.
    KINDS.forEach(serialization::registerKubernetesResource);
    HttpClient.Builder http = factory.newBuilder(config);
    interceptors.forEach(http::addOrReplaceInterceptor);
    http.addOrReplaceInterceptor("counting", counting);
    return new KubernetesClientImpl(
        new BoundedHttp(http.build(), calls, counting, new PacedWatch.Pace(), CALL, LIST),
        config,
        null,
        serialization);
  }
}
