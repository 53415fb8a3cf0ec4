package dev.leasehold.model;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as the API writes them: {@code ^([0-9]+(h|m|s))+$}, for example {@code 1h30m}. */
public final class Durations {
  private static final Pattern PART = Pattern.compile("([0-9]{1,9})([hms])");
  private static final Pattern WHOLE = Pattern.compile("([0-9]{1,9}[hms])+");

  /** More is no duration that anybody wants, and would take long to read. */
  private static final int LONGEST = 64;

  /** What has more could be read but not be written so that it can be read again. */
  private static final long MOST_HOURS = 999_999_999;

  private Durations() {}

  /** The duration written; refuses whatever does not have the form. */
  public static Duration parse(String text) {
    if (text.length() > LONGEST || !WHOLE.matcher(text).matches()) {
      throw new IllegalArgumentException("not a duration like 1h30m");
    }
    Duration sum = Duration.ZERO;
    Matcher part = PART.matcher(text);
    while (part.find()) {
      long amount = Long.parseLong(part.group(1));
      sum =
          switch (part.group(2)) {
            case "h" -> sum.plusHours(amount);
            case "m" -> sum.plusMinutes(amount);
            default -> sum.plusSeconds(amount);
          };
    }
    if (sum.toHours() > MOST_HOURS) {
      throw new IllegalArgumentException("not a duration like 1h30m");
    }
    return sum;
  }

  /** Whole seconds, without zero parts. */
  public static String text(Duration duration) {
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
