package dev.leasehold.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.Outcome;
import dev.leasehold.lab.Person;
import dev.leasehold.lab.SharedLab;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The lab's own kubectl and Helm wait for requests, and stop when it is known what became of it.
 */
final class ToolsIT {
  @RegisterExtension static final SharedLab LAB = SharedLab.withOperator();

  private static final String HOUR = "duration: 1h, justification: month-end report";

  /** Two seconds are promised; a busy machine is slower, and their timeouts are far beyond this. */
  private static final Duration SOON = Duration.ofSeconds(10);

  private static final String TIMEOUT = "120s";

  @ConcurrentTest
  void kubectlStopsWaitingAtTheDecision() {
    Shop shop = Shop.offering(LAB.lab(), Entitled.reader());
    Asked granted = shop.asks("granted", HOUR);
    granted.offer();
    assertThat(waits(granted, () -> granted.approvedBy(Cast.OLGA))).isLessThan(SOON);
    assertThat(granted.status().phase()).isEqualTo(RequestPhase.Active);

    Asked denied = shop.asks("denied", "subject: {serviceAccountName: default}, " + HOUR);
    denied.offer();
    assertThat(
            waits(denied, () -> denied.annotate(Cast.OLGA, "leasehold.dev/deny", "not this month")))
        .isLessThan(SOON);
    assertThat(denied.condition("Stalled").getMessage()).contains("not this month");
  }

  /** From what is done until kubectl, which waited before, is told. */
  private static Duration waits(Asked asked, Runnable act) {
    CompletableFuture<Instant> told =
        CompletableFuture.supplyAsync(
            () -> {
              kubectl(Cast.RITA, asked, "wait", "--for=condition=Reconciling=False").orThrow();
              return Instant.now();
            },
            Thread::startVirtualThread);
    assertThat(kubectl(Cast.RITA, asked, "wait", "--for=condition=Reconciling").succeeded())
        .isTrue();
    Instant acted = Instant.now();
    act.run();
    Duration took = Duration.between(acted, told.join());
    System.out.printf("MEASURED decision to end of kubectl wait: %s ms%n", took.toMillis());
    return took;
  }

  private static Outcome kubectl(Person who, Asked asked, String verb, String option) {
    return LAB.lab()
        .kubectl(
            who,
            "-n",
            asked.shop().namespace(),
            verb,
            "accessrequests.leasehold.dev/" + asked.name(),
            option,
            "--timeout=" + TIMEOUT);
  }

  @ConcurrentTest
  void helmFailsAtOnceWithOurReasonWhereARequestIsRefused() {
    Shop shop = Shop.offering(LAB.lab(), Entitled.reader());
    Instant asked = Instant.now();
    Outcome refused = helm(shop, "install", "access.duration=300h");
    Duration took = Duration.between(asked, Instant.now());
    assertThat(refused.succeeded()).isFalse();
    assertThat(refused.stderr()).contains("status: Failed", "spec.duration is longer than");
    assertThat(took).isLessThan(SOON.multipliedBy(2));
    System.out.printf("MEASURED helm install --wait of a refusal: %s ms%n", took.toMillis());
  }

  @ConcurrentTest
  void helmCallsAnEndAsPlannedNoFailureAndWaitsForPeople() {
    Shop shop = Shop.offering(LAB.lab(), Entitled.reader());
    CompletableFuture<Outcome> installed =
        CompletableFuture.supplyAsync(
            () -> helm(shop, "install", "access.duration=15s"), Thread::startVirtualThread);
    Asked asked = new Asked(shop, name(shop));
    Lab.await()
        .until(
            () ->
                LAB.lab()
                        .adminClient()
                        .resources(AccessRequest.class)
                        .inNamespace(shop.namespace())
                        .withName(asked.name())
                        .get()
                    != null);
    asked.offer();
    assertThat(installed).isNotDone();
    // The administrator may ask for others, so it takes two.
    asked.approvedBy(Cast.OLGA, Cast.OTTO);
    installed.join().orThrow();
    asked.awaits(RequestPhase.Ended);
    assertThat(asked.status().conditions()).noneMatch(c -> c.getType().equals("Ready"));
    helm(shop, "upgrade", "access.duration=15s").orThrow();
    assertThat(asked.status().phase()).isEqualTo(RequestPhase.Ended);
  }

  /** The name that the chart gives it, which follows from what is asked. */
  private static String name(Shop shop) {
    String rendered = helm(shop, "template", "access.duration=15s").orThrow().stdout();
    return rendered
        .lines()
        .filter(line -> line.contains("name: report-"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElseThrow();
  }

  private static Outcome helm(Shop shop, String command, String duration) {
    return LAB.lab()
        .helm(
            command,
            "report",
            "examples/gitops/helm",
            "-n",
            shop.namespace(),
            "--set",
            "access.catalog=" + shop.namespace() + ",access.entitlement=reader," + duration,
            "--timeout",
            TIMEOUT,
            command.equals("template") ? "--skip-tests" : "--wait");
  }
}
