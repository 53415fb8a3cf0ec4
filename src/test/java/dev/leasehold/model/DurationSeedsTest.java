package dev.leasehold.model;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Plays the seeds of {@link DurationsFuzz}. */
final class DurationSeedsTest {
  private static final int TIMES = 20_000;

  @Test
  void anyTextIsRefusedOrTheSumOfItsParts() {
    Seeds.of(DurationsFuzz.class, "anyTextIsRefusedOrTheSumOfItsParts")
        .play(TIMES, AnyDuration::isRefusedOrTheSumOfItsParts);
  }

  @Test
  void aTextWithoutEndIsRefusedUnread() {
    assertThatThrownBy(() -> Durations.parse("1s".repeat(1_000_000)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
