package dev.leasehold.audit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * How long something took.
 *
 * @param sorted all durations, the shortest first
 * @param worst the lives with the longest, at most five, the longest first
 */
public record Spread(List<Duration> sorted, List<Timed> worst) {
  private static final int NAMED = 5;

  /** One of them. */
  public record Timed(Life life, Duration took) {}

  public Spread {
    sorted = List.copyOf(sorted);
    worst = List.copyOf(worst);
  }

  /** Of those lives for which the log says it. */
  static Spread of(List<Life> lives, Function<Life, Optional<Duration>> measure) {
    List<Timed> all = new ArrayList<>();
    for (Life life : lives) {
      measure.apply(life).ifPresent(took -> all.add(new Timed(life, took)));
    }
    all.sort(
        Comparator.comparing(Timed::took).thenComparing(timed -> timed.life().request().uid()));
    return new Spread(
        all.stream().map(Timed::took).toList(), all.reversed().stream().limit(NAMED).toList());
  }

  /**
   * The duration that so many of a hundred do not exceed, by the nearest rank; nothing if there is
   * none.
   *
   * @param percent 1 to 100; the last is the longest of all
   */
  public Optional<Duration> percentile(int percent) {
    int rank = (int) Math.ceilDiv((long) sorted.size() * percent, 100);
    return sorted.isEmpty() ? Optional.empty() : Optional.of(sorted.get(rank - 1));
  }

  /**
   * How many took longer than {@code above} (unless it is the first limit), up to {@code limit}.
   */
  public long between(Duration above, Duration limit) {
    return sorted.stream()
        .filter(took -> took.compareTo(above) > 0 || above.isNegative())
        .filter(took -> took.compareTo(limit) <= 0)
        .count();
  }
}
