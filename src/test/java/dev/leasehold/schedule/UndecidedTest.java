package dev.leasehold.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class UndecidedTest {
  private final Undecided undecided = new Undecided();
  private final CountDownLatch passed = new CountDownLatch(1);

  private void waits() {
    waits(undecided);
  }

  private void waits(Undecided undecided) {
    Thread _ =
        Thread.ofVirtual()
            .start(
                () -> {
                  undecided.awaitNone();
                  passed.countDown();
                });
  }

  private boolean passes() throws InterruptedException {
    return passed.await(10, TimeUnit.SECONDS);
  }

  @Test
  void whereNothingIsLeftNobodyWaits() throws InterruptedException {
    waits();
    assertThat(passes()).isTrue();
  }

  @Test
  void theRestWaitsForAsLongAsAccessIsBeingStopped() throws InterruptedException {
    undecided.comes();
    waits();
    Awaitility.await()
        .during(Duration.ofSeconds(2))
        .atMost(Duration.ofSeconds(10))
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> {
              undecided.stopped();
              return passed.getCount() == 1;
            });
    undecided.goes();
    assertThat(passes()).isTrue();
  }

  @Test
  void whoeverMakesNoHeadwayIsNotWaitedFor() throws InterruptedException {
    undecided.comes();
    waits();
    assertThat(passes()).isTrue();
  }

  @Test
  void howeverMuchIsStoppedNobodyWaitsForEver() {
    Undecided bounded = new Undecided(Duration.ofSeconds(1));
    bounded.comes();
    waits(bounded);
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> {
              bounded.stopped();
              return passed.getCount() == 0;
            });
  }
}
