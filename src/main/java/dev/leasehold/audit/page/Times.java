package dev.leasehold.audit.page;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Times and durations as people read them; what the log does not say is a dash. */
final class Times {
  private static final String UNSAID = "–";

  private Times() {}

  static String of(Optional<Instant> time) {
    return time.map(Times::of).orElse(UNSAID);
  }

  static String of(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString().replace('T', ' ').replace("Z", " UTC");
  }

  static String took(Optional<Duration> duration) {
    return duration.map(Times::took).orElse(UNSAID);
  }

  /** In its two largest units. */
  static String took(Duration duration) {
    if (duration.compareTo(Duration.ofMinutes(1)) < 0) {
      return "%d.%03d s".formatted(duration.toSeconds(), duration.toMillisPart());
    }
    List<String> parts = new ArrayList<>();
    add(parts, duration.toDays(), "d");
    add(parts, duration.toHoursPart(), "h");
    add(parts, duration.toMinutesPart(), "min");
    add(parts, duration.toSecondsPart(), "s");
    return String.join(" ", parts.subList(0, Math.min(2, parts.size())));
  }

  private static void add(List<String> parts, long amount, String unit) {
    if (amount > 0) {
      parts.add(amount + " " + unit);
    }
  }
}
