package dev.leasehold.lab.bench;

import java.util.Collection;
import java.util.Locale;

/** What is worth knowing of many durations, in milliseconds. */
record Figures(int count, double min, double p50, double p99, double max) {
  static Figures ofNanos(Collection<Long> nanos) {
    double[] sorted = nanos.stream().mapToDouble(n -> n / 1e6).sorted().toArray();
    int last = sorted.length - 1;
    return new Figures(
        sorted.length,
        sorted[0],
        sorted[(int) (last * 0.5)],
        sorted[(int) Math.ceil(last * 0.99)],
        sorted[last]);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "p50 %.1f ms  p99 %.1f ms  (min %.1f, max %.1f, n=%d)",
        p50,
        p99,
        min,
        max,
        count);
  }
}
