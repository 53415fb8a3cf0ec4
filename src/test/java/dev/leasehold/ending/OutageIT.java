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
      own.lab().stopApiServer();
      Lab.await().atMost(SOON).until(() -> Instant.now().isAfter(away));
      own.lab().startApiServer();
      long back = System.nanoTime();
      revive(own.operator());
      begun.ended(EndingCause.Expired);
      during.ended(EndingCause.Expired);
      System.out.println(
          "outage: overdue ended after " + Duration.ofNanos(System.nanoTime() - back));
      after.ended(EndingCause.Expired, Duration.ofSeconds(75));
      assertThat(Duration.between(after.end(), Instant.parse(after.recorded().endedAt())))
          .isBetween(Duration.ZERO, Duration.ofSeconds(2));
      lasting.active();
      scene.asks("next", "1h").active();
      Books.settled(own.lab(), Duration.ofSeconds(30));
    }
  }

  /** An operator that lost its lease exits; whoever runs it starts it again. */
  private static void revive(Operator operator) {
    Lab.await()
        .until(
            () -> {
              try {
                return operator.isReady();
              } catch (IllegalStateException ended) {
                System.out.println("outage: the operator had exited and is started again");
                operator.launch();
                return false;
              }
            });
  }
}
