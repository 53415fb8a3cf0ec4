package dev.leasehold.audit;

import java.time.Duration;
import java.util.Arrays;

/** How long access has been there. */
public enum Age {
  DAY("up to 1 day", Duration.ofDays(1)),
  WEEK("up to 7 days", Duration.ofDays(7)),
  MONTH("up to 30 days", Duration.ofDays(30)),
  QUARTER("up to 90 days", Duration.ofDays(90)),
  MORE("more than 90 days", Duration.ofSeconds(Long.MAX_VALUE));

  private final String text;
  private final Duration limit;

  Age(String text, Duration limit) {
    this.text = text;
    this.limit = limit;
  }

  /** In a table. */
  public String text() {
    return text;
  }

  static Age of(Duration duration) {
    return Arrays.stream(values())
        .filter(age -> duration.compareTo(age.limit) <= 0)
        .findFirst()
        .orElse(MORE);
  }
}
