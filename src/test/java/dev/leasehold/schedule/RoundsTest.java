package dev.leasehold.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RoundsTest {
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

  @AfterEach
  void stop() {
    timer.shutdownNow();
  }

  @Test
  void afterAnErrorAndAfterAnExceptionTheNextRoundComes() {
    AtomicInteger rounds = new AtomicInteger();
    Future<?> all =
        Rounds.begin(
            timer,
            Duration.ZERO,
            Duration.ofMillis(1),
            () -> {
              switch (rounds.incrementAndGet()) {
                case 1 -> throw new StackOverflowError("once");
                case 2 -> throw new IllegalStateException("once");
                default -> assertThat(timer.isShutdown()).isFalse();
              }
            });
    await().until(() -> rounds.get() > 5);
    assertThat(all.isDone()).isFalse();
  }
}
