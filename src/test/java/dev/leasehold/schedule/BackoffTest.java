package dev.leasehold.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private final Backoff backoff = new Backoff();

  @Test
  void eachWaitIsOneToOneAndAHalfStepsAndNeverSoLongThatItSettlesTooLate() {
    Duration step = Duration.ofMillis(250);
    for (int failure = 1; failure <= 60; failure++) {
      Duration wait = backoff.failed("a");
      assertThat(wait).isLessThanOrEqualTo(Duration.ofSeconds(24));
      assertThat(wait).isGreaterThanOrEqualTo(step);
      assertThat(wait).isLessThanOrEqualTo(step.multipliedBy(3).dividedBy(2));
      assertThat(backoff.count("a")).isEqualTo(failure);
      Duration twice = step.multipliedBy(2);
      step = twice.compareTo(Duration.ofSeconds(16)) < 0 ? twice : Duration.ofSeconds(16);
    }
  }

  @Test
  void successBeginsAnewAndOthersCountForThemselves() {
    for (int i = 0; i < 9; i++) {
      Duration _ = backoff.failed("a");
    }
    assertThat(backoff.failed("b")).isLessThan(Duration.ofSeconds(1));
    backoff.succeeded("a");
    assertThat(backoff.failed("a")).isLessThan(Duration.ofSeconds(1));
  }

  @Test
  void whatFailsTogetherIsNotTriedAgainTogether() {
    assertThat(
            java.util.stream.IntStream.range(0, 50)
                .mapToObj(i -> backoff.failed("n" + i))
                .distinct()
                .count())
        .isGreaterThan(5);
  }
}
