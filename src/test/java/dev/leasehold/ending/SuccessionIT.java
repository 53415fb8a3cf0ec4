package dev.leasehold.ending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.lab.Lab;
import dev.leasehold.lab.People;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Whoever comes after a dead leader works within seconds, whatever that one's clock said, and goes
 * on where it is stopped for a while or meets what a later version wrote.
 */
@Isolated
final class SuccessionIT {
  private static final Duration SOON = Duration.ofSeconds(5);

  /** Shorter than the Lease lasts. */
  private static final Duration A_WHILE = Duration.ofMillis(2500);

  private static final String STATES =
      "/spec/versions/0/schema/openAPIV3Schema/properties/spec/properties/entitlements/items"
          + "/properties/state/enum/-";

  @Test
  void theNextLeaderWorksAndIsNotStoppedByWhatItMeets() {
    try (OwnLab own = OwnLab.start(Map.of("POD_NAME", "one"))) {
      Scene scene = Scene.set(own.lab(), Terms.automatic());
      scene.asks("before", "1h").active();
      assertThat(own.operator().terminate()).isIn(0, 143);
      heldByTheDead(own.lab(), Instant.now().plus(Duration.ofHours(1)));
      own.operator().restart();
      long ready = System.nanoTime();
      Lab.await().atMost(SOON).until(() -> Leader.of(own.lab()).equals("one"));
      System.out.println(
          "succession: took over after " + Duration.ofNanos(System.nanoTime() - ready));
      scene.asks("next", "1h").active();
      stopped(own);
      scene.asks("stopped", "1h").active();
      own.operator().requireRunning();
      Asked odd = odd(own.lab());
      Asked seen = Scene.set(own.lab(), Terms.automatic()).asks("seen", "1h").active();
      assertThat(own.operator().terminate()).isIn(0, 143);
      own.operator().restart();
      seen.scene().asks("again", "1h").active();
      assertThat(odd.phase()).isNotEmpty();
    }
  }

  private static void heldByTheDead(Lab lab, Instant renewed) {
    String spec =
        "{\"spec\":{\"holderIdentity\":\"dead\",\"leaseDurationSeconds\":3,\"renewTime\":\"%s\"}}"
            .formatted(renewed.toString().replaceFirst("(\\.\\d{6})\\d*Z", "$1Z"));
    patch(lab, "lease/leasehold-operator", "merge", spec);
  }

  private static void stopped(OwnLab own) {
    Pause.signal("STOP", own.operator().pid());
    long since = System.nanoTime();
    Awaitility.await().until(() -> System.nanoTime() - since > A_WHILE.toNanos());
    Pause.signal("CONT", own.operator().pid());
  }

  /** A request for what has a state that only a later version knows. */
  private static Asked odd(Lab lab) {
    Scene scene = Scene.set(lab, Terms.automatic());
    patch(
        lab,
        "crd/entitlementcatalogs.leasehold.dev",
        "json",
        "[{\"op\":\"add\",\"path\":\"%s\",\"value\":\"Paused\"}]".formatted(STATES));
    // The API server takes a moment to serve the changed schema.
    Lab.await()
        .ignoreExceptions()
        .until(() -> scene.offers(Terms.automatic().in("Paused")) != null);
    Asked asked = scene.asks("odd", "1h");
    Lab.await()
        .untilAsserted(
            () ->
                assertThat(asked.conditions())
                    .extracting(Condition::getReason)
                    .contains("NotSupported"));
    return asked;
  }

  private static void patch(Lab lab, String what, String type, String patch) {
    lab.kubectl(
            People.ADMIN, "-n", "leasehold-system", "patch", what, "--type=" + type, "-p", patch)
        .orThrow();
  }
}
