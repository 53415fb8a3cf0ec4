package dev.leasehold.app;

import dev.leasehold.schedule.Rounds;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import org.jboss.logging.Logger;

/**
 * Knows when the process that worked before this one last gave a sign of life, from the times that
 * the API server notes at each renewal of the Lease: no other machine's clock is believed.
 */
@Singleton
public class Predecessor {
  /** Under which name this process holds the Lease. */
  static final String US =
      Optional.ofNullable(System.getenv("POD_NAME"))
          .orElseGet(() -> InetAddress.getLoopbackAddress() + "-" + UUID.randomUUID());

  private static final Logger LOG = Logger.getLogger(Predecessor.class);

  /** After the identity is checked, before this process begins to seek the Lease. */
  private static final int EARLY = 2;

  private static final Duration LOOK = Duration.ofSeconds(10);
  private static final Duration FOR_EVER = Duration.ofDays(1);

  private final KubernetesClient client;
  private final OperatorConfiguration configuration;
  private final ClusterClock clock;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("predecessor").factory());
  private volatile Optional<Instant> seen = Optional.empty();

  public Predecessor(
      KubernetesClient client, OperatorConfiguration configuration, ClusterClock clock) {
    this.client = client;
    this.configuration = configuration;
    this.clock = clock;
  }

  void onStart(@Observes @Priority(EARLY) StartupEvent event) {
    // Under our name it may be held by what ran in this pod before; later that is ourselves.
    lease().flatMap(Predecessor::renewed).ifPresent(at -> seen = Optional.of(at));
    Future<?> _ = Rounds.begin(timer, LOOK, LOOK, this::look);
  }

  /** For how long there was no sign of it; very long if there never was one. Then looks no more. */
  Duration silence() {
    timer.shutdownNow();
    return seen.map(at -> Duration.between(at, clock.instant())).orElse(FOR_EVER);
  }

  private void look() {
    lease()
        .filter(lease -> !US.equals(lease.getSpec().getHolderIdentity()))
        .flatMap(Predecessor::renewed)
        .ifPresent(at -> seen = Optional.of(at));
  }

  private Optional<Lease> lease() {
    try {
      return Optional.ofNullable(
          client.leases().inNamespace(configuration.namespace()).withName(Identity.NAME).get());
    } catch (KubernetesClientException e) {
      LOG.debugf("the Lease could not be looked at (%s)", e.getCode());
      return Optional.empty();
    }
  }

  private static Optional<Instant> renewed(Lease lease) {
    return lease.getMetadata().getManagedFields().stream()
        .map(ManagedFieldsEntry::getTime)
        .map(Instant::parse)
        .max(Instant::compareTo);
  }
}
