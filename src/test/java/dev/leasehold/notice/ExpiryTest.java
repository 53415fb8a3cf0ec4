package dev.leasehold.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpiryTest {
  private static final Instant START = Instant.parse("2026-12-01T08:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "PT2160H, PT216H",
    "PT8H, PT48M",
    "PT2H30M, PT15M",
    "PT1H, PT15M",
    "PT30M, PT15M",
    "PT20M, PT10M",
    "PT1M, PT30S"
  })
  void aTenthAheadAtLeastAQuarterOfAnHourAtMostHalfTheWindow(Duration window, Duration ahead) {
    Instant end = START.plus(window);
    assertThat(Duration.between(Expiry.at(START, end), end)).isEqualTo(ahead);
  }
}
