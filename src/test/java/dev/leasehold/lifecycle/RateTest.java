package dev.leasehold.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** So many at once, so many a minute, and who waits has a place in the line. */
class RateTest {
  private static final Instant NOW = Instant.parse("2026-12-01T08:00:00Z");
  private static final Rate RATE = new Rate(60, 3);

  private static List<Duration> waits(Rate rate, Instant full, Instant now, int count) {
    List<Duration> waits = new ArrayList<>();
    Instant then = full;
    for (int i = 0; i < count; i++) {
      Rate.Token token = rate.next(then, now);
      waits.add(Duration.between(now, token.at()));
      then = token.full();
    }
    return waits;
  }

  private static Duration seconds(long seconds) {
    return Duration.ofSeconds(seconds);
  }

  @Test
  void afterTheBurstEachWaitsForItsOwnToken() {
    assertThat(waits(RATE, Instant.EPOCH, NOW, 6))
        .containsExactly(seconds(0), seconds(0), seconds(0), seconds(1), seconds(2), seconds(3));
  }

  @Test
  void tokensComeBackOneByOneUpToTheBurst() {
    Instant full = NOW.plusSeconds(3);
    assertThat(waits(RATE, full, NOW, 1)).containsExactly(seconds(1));
    assertThat(waits(RATE, full, NOW.plusSeconds(1), 2)).containsExactly(seconds(0), seconds(1));
    assertThat(waits(RATE, full, NOW.plusSeconds(3600), 4))
        .containsExactly(seconds(0), seconds(0), seconds(0), seconds(1));
  }

  @Test
  void inTheLongRunNoMoreAreGivenThanTheRate() {
    Instant full = Instant.EPOCH;
    int given = 0;
    for (int ms = 0; ms < 600_000; ms += 100) {
      Rate.Token token = RATE.next(full, NOW.plusMillis(ms));
      if (!token.at().isAfter(NOW.plusMillis(ms))) {
        full = token.full();
        given++;
      }
    }
    assertThat(given).isBetween(600, 603);
  }

  @Test
  void aRateOfNoneIsRefused() {
    assertThatThrownBy(() -> new Rate(0, 1)).hasMessageContaining("at least 1");
    assertThatThrownBy(() -> new Rate(1, 0)).hasMessageContaining("at least 1");
  }
}
