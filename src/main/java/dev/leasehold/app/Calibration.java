package dev.leasehold.app;

import dev.leasehold.schedule.Rounds;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Asks the API server for little often, over somewhat more than a second, when the process starts:
 * replies are dated to the second only, and the moment at which the date changes gives it away to
 * within {@link #APART}.
 */
@Singleton
public class Calibration {
  private static final Duration APART = Duration.ofMillis(20);
  private static final Duration LONG_ENOUGH = Duration.ofMillis(1200);

  void onStart(@Observes StartupEvent event, KubernetesClient client) {
    ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("calibration").factory());
    Future<?> asking = Rounds.begin(timer, Duration.ZERO, APART, () -> ask(client));
    Future<?> _ =
        timer.schedule(
            () -> {
              asking.cancel(false);
              timer.shutdown();
            },
            LONG_ENOUGH.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  private static void ask(KubernetesClient client) {
    try {
      Object _ = client.getKubernetesVersion();
    } catch (KubernetesClientException e) {
      // Whatever was learnt before is enough to go on with; later replies add to it.
      return;
    }
  }
}
