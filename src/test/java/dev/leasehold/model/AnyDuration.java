package dev.leasehold.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** What holds whatever is written as a duration: it is refused, or is the sum of its parts. */
final class AnyDuration {
  private AnyDuration() {}

  static void isRefusedOrTheSumOfItsParts(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    Duration duration;
    try {
      duration = Durations.parse(text);
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageContaining("1h30m");
      return;
    }
    assertThat(duration).isEqualTo(Duration.ofSeconds(sum(text)));
    assertThat(Durations.parse(Durations.text(duration))).isEqualTo(duration);
  }

  private static long sum(String text) {
    long sum = 0;
    long amount = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      long unit = c == 'h' ? 3600 : c == 'm' ? 60 : c == 's' ? 1 : 0;
      if (unit == 0) {
        assertThat(c).isBetween('0', '9');
      }
      sum += amount * unit;
      amount = unit == 0 ? 10 * amount + (c - '0') : 0;
    }
    assertThat(amount).isZero();
    return sum;
  }
}
