package dev.leasehold.ending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.EndingCause;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.Person;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Whoever asks for more than there is room for is told so, and delays nobody elsewhere. */
@Isolated
final class OpenIT {
  private static final Person ANOTHER = new Person("ending-asks-too", "ending-requesters");
  private static final int CLIENTS = 8;

  /** So that there is room for some 1,350 only; what is on the command line counts less. */
  private static final Map<String, String> SMALL = Map.of("_JAVA_OPTIONS", "-Xmx56m");

  private static final int FLOOD = 1_800;
  private static final Duration SOON = Duration.ofSeconds(10);

  /** The last waits behind all others of its namespace. */
  private static final Duration AT_LAST = Duration.ofMinutes(4);

  @Test
  void whatIsUndecidedIsBounded() {
    try (OwnLab own = OwnLab.start(SMALL)) {
      Scene flooded = Scene.set(own.lab(), Terms.automatic());
      Scene quiet = Scene.set(own.lab(), Terms.automatic());
      Asked live = flooded.asks("live", "1h").active();
      flood(flooded);
      Asked more = flooded.asks("more", "1h");
      quiet.asks(ANOTHER, "elsewhere", "1h").active();
      live.revoked();
      live.ended(EndingCause.Withdrawn, SOON);
      Lab.await().atMost(AT_LAST).untilAsserted(() -> refused(more));
      assertThat(more.record()).as("it may be asked again").isEmpty();
      own.operator().requireRunning();
    }
  }

  private static void refused(Asked more) {
    assertThat(more.phase()).as(more::told).contains(RequestPhase.Rejected);
    assertThat(more.conditions())
        .anySatisfy(
            c -> {
              assertThat(c.getReason()).isEqualTo("TooManyOpen");
              assertThat(c.getMessage()).startsWith("100 requests by ending-asker in namespace");
            });
  }

  /** What is asked for is not there yet, so that all of it stays undecided for a day. */
  private static void flood(Scene scene) {
    KubernetesClient client = scene.lab().client(Scene.ASKER);
    try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
      List<Future<?>> made = new ArrayList<>();
      for (int i = 0; i < FLOOD; i++) {
        String name = "flood-" + i;
        made.add(clients.submit(() -> client.resource(missing(scene, name)).create()));
      }
      for (Future<?> one : made) {
        one.get();
      }
    } catch (InterruptedException | ExecutionException e) {
      throw new KubernetesClientException("the flood did not come", e);
    }
  }

  private static AccessRequest missing(Scene scene, String name) {
    return Serialization.unmarshal(
        scene.request(name, "1h").replace("name: reader", "name: missing"), AccessRequest.class);
  }
}
