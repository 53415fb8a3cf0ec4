package dev.leasehold.ending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.EndingCause;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.Operator;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Of two operators one works; when it is gone the other does, and nothing is done twice. */
@Isolated
final class StandbyIT {
  private static final Duration SOON = Duration.ofSeconds(10);

  @Test
  void theOtherTakesOverWithoutIssuingAnythingTwice() {
    try (OwnLab own = OwnLab.start(Map.of("POD_NAME", "one"));
        Operator two = Operator.start(own.lab(), Map.of("POD_NAME", "two"))) {
      Scene scene = Scene.set(own.lab(), Terms.automatic());
      Asked due = scene.asks("due", "20s").active();
      assertThat(Leader.of(own.lab())).isEqualTo("one");
      var asked = IntStream.range(0, 10).mapToObj(i -> scene.asks("r-" + i, "1h")).toList();
      own.operator().kill();
      long killed = System.nanoTime();
      Lab.await().atMost(SOON).until(() -> Leader.of(own.lab()).equals("two"));
      System.out.println(
          "standby: took over after " + Duration.ofNanos(System.nanoTime() - killed));
      asked.forEach(Asked::active);
      System.out.println(
          "standby: all active after " + Duration.ofNanos(System.nanoTime() - killed));
      due.ended(EndingCause.Expired);
      assertThat(asked)
          .allSatisfy(
              a ->
                  assertThat(
                          Objects.requireNonNull(a.recorded().targets().getFirst().credential())
                              .generation())
                      .isEqualTo(1));
      Books.settled(own.lab(), Duration.ofSeconds(30));
      own.operator().restart();
      Asked later = scene.asks("later", "15s").active();
      long told = System.nanoTime();
      assertThat(two.terminate()).isIn(0, 143);
      System.out.println("standby: ended after " + Duration.ofNanos(System.nanoTime() - told));
      Lab.await().atMost(SOON).until(() -> Leader.of(own.lab()).equals("one"));
      Duration takeover = Duration.ofNanos(System.nanoTime() - told);
      System.out.println("standby: took over after SIGTERM in " + takeover);
      assertThat(takeover).isLessThan(Duration.ofSeconds(3));
      later.ended(EndingCause.Expired);
      scene.asks("last", "1h").active();
    }
  }
}
