package dev.leasehold.app;

import dev.leasehold.metrics.Meters;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;

/** The one place where this machine's clocks are read. */
@Singleton
public class Time {
  private final ClusterClock clock = new ClusterClock(System::nanoTime, Instant.now());

  /** The Lease, as this process knows it to be its own. */
  @Produces
  @Singleton
  Tenure tenure() {
    return new Tenure(System::nanoTime, System::currentTimeMillis, Elector.LEASE);
  }

  /** The API server's time. */
  @Produces
  @Singleton
  public ClusterClock clock() {
    return clock;
  }

  /** The writes of this process that are under way. */
  @Produces
  @Singleton
  Calls calls() {
    return new Calls();
  }

  /** The operator's own metrics. */
  @Produces
  @Singleton
  Meters meters(MeterRegistry registry) {
    return new Meters(registry);
  }

  /** Makes every client of the API server. */
  @Produces
  @Singleton
  Clients clients(Calls calls, Vertx vertx, MeterRegistry registry) {
    return new Clients(calls, new ApiTls(vertx), new ApiCalls(new Meters(registry)));
  }

  /** The client of everything but the sweep; each of its replies tells the server's time. */
  @Produces
  @Singleton
  public KubernetesClient client(
      Config config, KubernetesSerialization serialization, Tenure tenure, Clients clients) {
    return clients.of(
        config,
        serialization,
        Map.of("tenure", tenure, "server-time", new ServerTime(clock, System::nanoTime)));
  }

  void close(@Disposes KubernetesClient client) {
    client.close();
  }
}
