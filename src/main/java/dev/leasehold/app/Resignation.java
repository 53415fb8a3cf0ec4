package dev.leasehold.app;

import dev.leasehold.controller.Engine;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.HttpURLConnection;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Hands the Lease over when this process is asked to end, so that a standby need not wait until it
 * runs out: first the work stops, then the framework and with it the renewal of the Lease, and only
 * then, when nothing of ours is under way any more, the Lease is given up.
 */
@Singleton
public class Resignation {
  private static final Logger LOG = Logger.getLogger(Resignation.class);

  /** The framework stops at the default priority, 2500. */
  private static final int BEFORE = 2000;

  private static final int AFTER = 3000;

  /** A renewal that was under way may come in between. */
  private static final int TRIES = 3;

  private final KubernetesClient client;
  private final Engine engine;
  private final LeaderElectionConfiguration election;

  public Resignation(KubernetesClient client, Engine engine, LeaderElectionConfiguration election) {
    this.client = client;
    this.engine = engine;
    this.election = election;
  }

  void stopWorking(@Observes @Priority(BEFORE) ShutdownEvent event) {
    engine.close();
  }

  void release(@Observes @Priority(AFTER) ShutdownEvent event) {
    for (int tries = 1; engine.leading() && tries <= TRIES; tries++) {
      try {
        lease().ifPresent(this::giveUp);
        return;
      } catch (KubernetesClientException e) {
        if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
          LOG.warnf("the Lease could not be given up (%s); it runs out by itself", e.getCode());
          return;
        }
      }
    }
  }

  /** Ours only: a standby that has it keeps it. */
  private Optional<Lease> lease() {
    return Optional.ofNullable(
            client
                .leases()
                .inNamespace(election.getLeaseNamespace().orElseThrow())
                .withName(election.getLeaseName())
                .get())
        .filter(l -> election.getIdentity().equals(Optional.ofNullable(holder(l))));
  }

  private void giveUp(Lease lease) {
    lease.getSpec().setHolderIdentity(null);
    lease.getSpec().setLeaseDurationSeconds(1);
    Lease _ = client.resource(lease).update();
    LOG.infof("lease=%s was given up", election.getLeaseName());
  }

  private static @org.jspecify.annotations.Nullable String holder(Lease lease) {
    return lease.getSpec().getHolderIdentity();
  }
}
