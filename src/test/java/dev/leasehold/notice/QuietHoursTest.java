package dev.leasehold.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By the clocks of the zone, also when they are put back. */
class QuietHoursTest {
  @ParameterizedTest
  @CsvSource({
    "20:00, 07:00, UTC, 2026-12-01T19:59:59Z, false",
    "20:00, 07:00, UTC, 2026-12-01T20:00:00Z, true",
    "20:00, 07:00, UTC, 2026-12-02T06:59:59Z, true",
    "20:00, 07:00, UTC, 2026-12-02T07:00:00Z, false",
    "12:00, 13:00, UTC, 2026-12-01T12:30:00Z, true",
    "12:00, 13:00, UTC, 2026-12-01T13:00:00Z, false",
    "12:00, 13:00, UTC, 2026-12-01T02:00:00Z, false",
    "20:00, 07:00, Europe/Berlin, 2026-12-01T19:00:00Z, true",
    "20:00, 07:00, Europe/Berlin, 2026-06-01T18:00:00Z, true",
    "20:00, 07:00, Europe/Berlin, 2026-12-01T18:00:00Z, false",
    "02:00, 03:00, Europe/Berlin, 2026-10-25T00:30:00Z, true",
    "02:00, 03:00, Europe/Berlin, 2026-10-25T01:30:00Z, true",
    "02:00, 03:00, Europe/Berlin, 2026-10-25T02:00:00Z, false"
  })
  void itIsQuietBetweenTwoTimesOfDay(
      LocalTime from, LocalTime to, ZoneId zone, Instant now, boolean quiet) {
    assertThat(new QuietHours(from, to, zone).has(now)).isEqualTo(quiet);
  }
}
