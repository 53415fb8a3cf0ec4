package dev.leasehold.ending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.EndingCause;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.Operator;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** An API server that goes away and comes back delays nothing for longer than it was away. */
@Isolated
final class OutageIT {
  private static final Duration SOON = Duration.ofSeconds(20);

  /** It says every 20 s that it waits. */
  private static final Duration OUTAGE = Duration.ofSeconds(90);

  private static final int OK = 200;

  @Test
  void afterAnOutageDeadlinesAreKept() {
    try (OwnLab own = OwnLab.start()) {
      Scene scene = Scene.set(own.lab(), Terms.automatic());
      Asked begun = scene.asks("begun", "10s").active();
      Asked during = scene.asks("during", "18s").active();
      Asked after = scene.asks("after", "60s").active();
      Asked lasting = scene.asks("long", "1h").active();
      // The writes that end it are under way when the Lease runs out.
      Instant leaving = begun.end().minusSeconds(1);
      Instant away = leaving.plusSeconds(12);
      Lab.await().atMost(SOON).until(() -> Instant.now().isAfter(leaving));
      long pid = own.operator().pid();
      own.lab().stopApiServer();
      Lab.await().atMost(SOON).until(() -> Instant.now().isAfter(away));
      own.lab().startApiServer();
      long back = System.nanoTime();
      own.operator().awaitReady();
      assertThat(own.operator().pid()).as("the same process goes on").isEqualTo(pid);
      begun.ended(EndingCause.Expired);
      during.ended(EndingCause.Expired);
      System.out.println(
          "outage: overdue ended after " + Duration.ofNanos(System.nanoTime() - back));
      after.ended(EndingCause.Expired, Duration.ofSeconds(75));
      assertThat(Duration.between(after.end(), Instant.parse(after.recorded().endedAt())))
          .isBetween(Duration.ZERO, Duration.ofSeconds(5));
      lasting.active();
      scene.asks("next", "1h").active();
      Books.settled(own.lab(), Duration.ofSeconds(30));
      shorterThanItIsLedBy(own, scene);
    }
  }

  /** Longer than the Lease lasts, and over before anybody else could have taken it. */
  private static void shorterThanItIsLedBy(OwnLab own, Scene scene) {
    Asked due = scene.asks("due", "10s").active();
    Instant leaving = due.end().minusSeconds(1);
    Instant back = leaving.plusSeconds(6);
    Lab.await().atMost(SOON).until(() -> Instant.now().isAfter(leaving));
    own.lab().stopApiServer();
    Lab.await().atMost(SOON).until(() -> Instant.now().isAfter(back));
    own.lab().startApiServer();
    due.ended(EndingCause.Expired);
  }

  @Test
  void whoStartsInAnOutageWaitsForItsEnd() {
    try (OwnLab own = OwnLab.start()) {
      Asked due = Scene.set(own.lab(), Terms.automatic()).asks("due", "15s").active();
      Operator operator = own.operator();
      own.lab().stopApiServer();
      operator.kill();
      Lab.await().atMost(SOON).until(() -> !operator.isRunning());
      int before = waits(operator);
      operator.launch();
      long pid = operator.pid();
      Lab.await().atMost(OUTAGE).until(() -> waits(operator) >= before + 3);
      assertThat(operator.answer("/q/health/started").statusCode()).isEqualTo(OK);
      assertThat(operator.answer("/q/health/live").statusCode()).isEqualTo(OK);
      assertThat(operator.isReady()).isFalse();
      own.lab().startApiServer();
      due.ended(EndingCause.Expired, Duration.ofSeconds(30));
      operator.awaitReady();
      assertThat(operator.pid()).as("the same process goes on").isEqualTo(pid);
    }
  }

  @Test
  void whoWaitsForAnApiServerEndsWhenAsked() {
    try (OwnLab own = OwnLab.start()) {
      Operator operator = own.operator();
      own.lab().stopApiServer();
      operator.kill();
      Lab.await().atMost(SOON).until(() -> !operator.isRunning());
      int before = waits(operator);
      operator.launch();
      Lab.await().atMost(OUTAGE).until(() -> waits(operator) > before);
      assertThat(operator.terminate()).isNotZero();
    }
  }

  /** How often it said that it waits. */
  private static int waits(Operator operator) {
    return operator.said().split("the operator waits for it", -1).length - 1;
  }
}
