package dev.leasehold.app;

import dev.leasehold.schedule.Rounds;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * One process works at a time; whoever loses the Lease exits. When this process is asked to end it
 * hands the Lease over, so that a standby need not wait until it runs out: first the work stops,
 * then the framework, and only then, when nothing of ours is under way any more, the Lease is given
 * up.
 */
@Singleton
public class Leadership {
  private static final Logger LOG = Logger.getLogger(Leadership.class);

  /** The framework starts at 3123, and its caches are filled then. */
  private static final int STARTED = 4000;

  /** The framework stops at the default priority, 2500. */
  private static final int BEFORE = 2000;

  private static final int AFTER = 3000;

  /** Of each call about the Lease, which lasts for {@link Elector#LEASE}. */
  private static final Duration CALL = Duration.ofSeconds(2);

  /** On the Lease: the last checkpoint of the evidence log (decision 0128). */
  private static final String CHECKPOINT = "leasehold.dev/evidence-checkpoint";

  /** On the Lease: the last one up to which the cluster has what the log says (decision 0136). */
  private static final String HEEDED = "leasehold.dev/evidence-heeded";

  private final Work work;
  private final Tenure tenure;
  private final Calls calls;
  private final Handover handover;
  private volatile boolean stopping;
  private final Elector elector;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("elector").factory());

  public Leadership(
      KubernetesClient client,
      Work work,
      OperatorConfiguration configuration,
      ClusterClock clock,
      Tenure tenure,
      Calls calls,
      EvidenceWork evidence) {
    this.work = work;
    this.tenure = tenure;
    this.calls = calls;
    this.handover = new Handover(Map.of(CHECKPOINT, evidence::latest, HEEDED, evidence::heeded));
    this.elector =
        new Elector(
            new LeaseCalls(client, configuration.namespace(), Identity.NAME, CALL),
            new Elector.Place(configuration.namespace(), Identity.NAME, Predecessor.US),
            System::nanoTime,
            clock,
            handover,
            this::changed);
  }

  void seek(@Observes @Priority(STARTED) StartupEvent event) {
    Future<?> _ = Rounds.begin(thread, Duration.ZERO, Elector.RETRY, elector::round);
  }

  /** Not on the elector's thread, which has to go on renewing, nor on one that is waited for. */
  private void changed(Elector.Change change) {
    Thread _ =
        switch (change) {
          case LEADS -> Thread.ofPlatform().daemon().name("lead").start(this::lead);
          case LOST -> Thread.ofPlatform().daemon().name("lost").start(() -> System.exit(1));
        };
  }

  private void lead() {
    try {
      work.begin(elector.term(), new Handed(handover.found(CHECKPOINT), handover.found(HEEDED)));
    } catch (RuntimeException | Error e) {
      if (stopping) {
        // What ended it tells why; exiting now would keep it from that.
        LOG.debug("not begun, since the process ends", e);
        return;
      }
      LOG.fatal("the operator holds the Lease and cannot begin to work; it exits", e);
      System.exit(1);
    }
  }

  void stopWorking(@Observes @Priority(BEFORE) ShutdownEvent event) {
    stopping = true;
    work.end();
  }

  void release(@Observes @Priority(AFTER) ShutdownEvent event) throws InterruptedException {
    tenure.resign();
    thread.shutdown();
    // A round that is under way may be in the middle of its calls, three at most.
    boolean still = thread.awaitTermination(3 * CALL.toMillis(), TimeUnit.MILLISECONDS);
    if (!still || !calls.quiet(CALL)) {
      LOG.warn("something is still under way; the Lease is not given up and runs out by itself");
      return;
    }
    try {
      elector.resign();
    } catch (Elector.Unanswered e) {
      LOG.warnf("the Lease could not be given up (%s); it runs out by itself", e.getMessage());
    }
  }
}
