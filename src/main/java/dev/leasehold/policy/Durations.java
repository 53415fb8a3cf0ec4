package dev.leasehold.policy;

import java.time.Duration;

/** Durations as users write them. */
final class Durations {
  private Durations() {}

  /** For example {@code 1h30m}; whole seconds, no zero parts. */
  static String text(Duration duration) {
    StringBuilder text = new StringBuilder();
    append(text, duration.toHours(), 'h');
    append(text, duration.toMinutesPart(), 'm');
    append(text, duration.toSecondsPart(), 's');
    return text.isEmpty() ? "0s" : text.toString();
  }

  private static void append(StringBuilder text, long amount, char unit) {
    if (amount > 0) {
      text.append(amount).append(unit);
    }
  }
}
