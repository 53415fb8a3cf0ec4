package dev.leasehold.audit.page;

import dev.leasehold.audit.Age;
import dev.leasehold.audit.Spread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A chart of horizontal bars.
 *
 * @param title what it shows, also for those who do not see it
 * @param height of the picture, in its own units, of which it is 360 wide
 */
public record Bars(String title, int height, List<Bar> bars) {
  private static final int ROW = 22;
  private static final int LONGEST = 170;

  /** A limit that no duration is below. */
  private static final Duration BELOW_ALL = Duration.ofSeconds(-1);

  /**
   * One of them.
   *
   * @param y where it begins
   * @param text the baseline of its texts
   */
  public record Bar(String label, long count, int y, int text, long width) {
    /** Where what is behind it begins. */
    public long end() {
      return 126 + width;
    }
  }

  private record Limit(String label, Duration limit) {}

  private static final List<Limit> LIMITS =
      List.of(
          new Limit("up to 1 s", Duration.ofSeconds(1)),
          new Limit("up to 10 s", Duration.ofSeconds(10)),
          new Limit("up to 1 min", Duration.ofMinutes(1)),
          new Limit("up to 10 min", Duration.ofMinutes(10)),
          new Limit("up to 1 h", Duration.ofHours(1)),
          new Limit("up to 1 d", Duration.ofDays(1)),
          new Limit("more", Duration.ofSeconds(Long.MAX_VALUE)));

  public Bars {
    bars = List.copyOf(bars);
  }

  static Bars of(String title, Spread spread) {
    List<String> labels = new ArrayList<>();
    List<Long> counts = new ArrayList<>();
    Duration above = BELOW_ALL;
    for (Limit each : LIMITS) {
      labels.add(each.label());
      counts.add(spread.between(above, each.limit()));
      above = each.limit();
    }
    return of(title, labels, counts);
  }

  static Bars of(String title, Map<Age, Long> ages) {
    return of(title, ages.keySet().stream().map(Age::text).toList(), List.copyOf(ages.values()));
  }

  private static Bars of(String title, List<String> labels, List<Long> counts) {
    long most = Math.max(1, counts.stream().mapToLong(count -> count).max().orElse(1));
    List<Bar> bars = new ArrayList<>();
    for (int i = 0; i < labels.size(); i++) {
      long count = counts.get(i);
      long width = count == 0 ? 0 : Math.max(2, count * LONGEST / most);
      bars.add(new Bar(labels.get(i), count, i * ROW + 4, i * ROW + 16, width));
    }
    return new Bars(title, labels.size() * ROW + 4, bars);
  }
}
