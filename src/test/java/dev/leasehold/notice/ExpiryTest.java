package dev.leasehold.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
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

  /** The tenth of a longer window may begin before the window was prolonged. */
  @Test
  void ofAWindowThatWasProlongedTooLateItIsSaidAtOnce() {
    String renewed =
        ", {at: \"2026-12-01T11:50:00Z\", event: Renewed, actor: leasehold, message: renewal 1}]}";
    assertThat(Expiry.of(Standing.granted("u", Standing.provisioned("08:00:02", renewed))))
        .contains(Standing.at("11:50:00"));
    assertThat(Expiry.of(Standing.granted("u", Standing.provisioned("08:00:02", "]}"))))
        .contains(Standing.at("11:36:00"));
    assertThat(Expiry.of(Standing.granted("u", Standing.provisioned("11:40:00", "]}"))))
        .contains(Standing.at("11:40:00"));
    assertThat(Expiry.of(Standing.granted("u", "{phase: Activating}"))).isEmpty();
  }
}
