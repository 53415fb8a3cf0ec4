package dev.leasehold.ending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.api.v1alpha1.EndingCause;
import dev.leasehold.api.v1alpha1.RecordPhase;
import dev.leasehold.api.v1alpha1.RequestPhase;
import dev.leasehold.lab.Lab;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** An operator that is killed at any moment leaves nothing that it does not take up again. */
final class CrashIT {
  private static final int REQUESTS = 32;
  private static final int KILLS = 4;
  private static final Duration SETTLED = Duration.ofSeconds(30);

  @Test
  void killedWhileHandingOutAndTakingBackItSettlesAndThenRests() {
    try (OwnLab own = OwnLab.start()) {
      Random random = new Random(3);
      Scene scene = Scene.set(own.lab(), Terms.automatic());
      List<Asked> all =
          IntStream.range(0, REQUESTS).mapToObj(i -> asks(own, scene, i, random)).toList();
      own.operator().awaitReady();
      all.forEach(CrashIT::decided);
      Books.settled(own.lab(), SETTLED);
      Books.quiet(own.lab(), Duration.ofSeconds(10));
      for (int i = 0; i < REQUESTS; i++) {
        if (all.get(i).phase().filter(RequestPhase.Active::equals).isPresent()) {
          drop(all.get(i), i);
        }
        crash(own, i, random);
      }
      own.operator().awaitReady();
      all.stream().filter(a -> a.record().isPresent()).forEach(a -> over(a));
      Books.settled(own.lab(), SETTLED);
      assertThat(all).allSatisfy(a -> assertThat(Books.marked(own.lab(), a.uid())).isEmpty());
      Books.quiet(own.lab(), Duration.ofSeconds(10));
    }
  }

  @Test
  void whatCameDueWhileItWasAwayEndsFirst() {
    try (OwnLab own = OwnLab.start()) {
      Scene scene = Scene.set(own.lab(), Terms.automatic());
      Asked due = scene.asks("due", "8s").active();
      Instant end = due.end();
      own.operator().kill();
      IntStream.range(0, 40).forEach(i -> scene.asks("later-" + i, "1h"));
      Lab.await().until(() -> Instant.now().isAfter(end.plusSeconds(2)));
      try (Bearer bearer = due.bearer()) {
        assertThat(bearer.works()).isTrue();
        own.operator().restart();
        System.out.println(
            "overdue: refused " + bearer.refusedWithin(Duration.ofSeconds(2)) + " after ready");
      }
      due.ended(EndingCause.Expired);
    }
  }

  private static Asked asks(OwnLab own, Scene scene, int i, Random random) {
    Asked asked = scene.asks("crash-" + i, "1h");
    crash(own, i, random);
    return asked;
  }

  /** Every few requests, some time after one of them. */
  private static void crash(OwnLab own, int i, Random random) {
    if (i % (REQUESTS / KILLS) == REQUESTS / KILLS - 1) {
      own.operator().awaitReady();
      long until = System.nanoTime() + Duration.ofMillis(random.nextInt(900)).toNanos();
      Awaitility.await().pollInterval(Duration.ofMillis(1)).until(() -> System.nanoTime() > until);
      own.operator().kill();
      own.operator().launch();
    }
  }

  private static void drop(Asked asked, int i) {
    if (i % 2 == 0) {
      asked.as(Scene.ASKER).delete();
    } else {
      asked.revoked();
    }
  }

  /** What was away for longer than activation may take is rolled back, which is right too. */
  private static void decided(Asked asked) {
    Lab.await()
        .until(
            () ->
                asked
                    .phase()
                    .filter(Set.of(RequestPhase.Active, RequestPhase.ActivationFailed)::contains)
                    .isPresent());
  }

  private static void over(Asked asked) {
    Lab.await().atMost(SETTLED).until(() -> asked.recorded().phase() == RecordPhase.Ended);
  }
}
