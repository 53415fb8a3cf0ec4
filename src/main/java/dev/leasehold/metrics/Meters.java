package dev.leasehold.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Where the operator's own metrics are registered, each with its HELP text and its labels. */
public record Meters(MeterRegistry registry) {
  /** From a healthy revocation to one that waits for somebody; design.md §7 has p50 and p99. */
  private static final Duration[] BUCKETS =
      IntStream.of(5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 60_000, 600_000)
          .mapToObj(Duration::ofMillis)
          .toArray(Duration[]::new);

  /**
   * @param values of its labels, in their order
   */
  public void count(Metric metric, String... values) {
    counter(metric, values).increment();
  }

  /** Has this series of a counter at 0, so that the first time is seen as an increase. */
  public void begin(Metric metric, String value) {
    Counter _ = counter(metric, value);
  }

  void count(Metric metric, int times, String... values) {
    counter(metric, values).increment(times);
  }

  void took(Metric metric, Duration time, String... values) {
    timer(metric, values).record(time);
  }

  /**
   * @param value is asked at each scrape
   */
  public void gauge(Metric metric, Supplier<Number> value, String... values) {
    Gauge _ =
        Gauge.builder(metric.meter(), value)
            .description(metric.help())
            .baseUnit(metric.kind() == Metric.Kind.SECONDS ? "seconds" : null)
            .tags(tags(metric, values))
            .register(registry);
  }

  /** Has all series of what is counted there at 0, so that the first one is seen as an increase. */
  void begin(Metric metric) {
    if (metric.isClosed()) {
      begin(metric, new String[metric.labels().size()], 0);
    }
  }

  private void begin(Metric metric, String[] values, int label) {
    if (label < values.length) {
      for (String value : metric.labels().get(label).words()) {
        values[label] = value;
        begin(metric, values, label + 1);
      }
      return;
    }
    switch (metric.kind()) {
      case COUNTER -> {
        Counter _ = counter(metric, values);
      }
      case HISTOGRAM -> {
        Timer _ = timer(metric, values);
      }
      case GAUGE, SECONDS -> {}
    }
  }

  private Counter counter(Metric metric, String... values) {
    return Counter.builder(metric.meter())
        .description(metric.help())
        .tags(tags(metric, values))
        .register(registry);
  }

  private Timer timer(Metric metric, String... values) {
    return Timer.builder(metric.meter())
        .description(metric.help())
        .serviceLevelObjectives(BUCKETS)
        .tags(tags(metric, values))
        .register(registry);
  }

  static Tags tags(Metric metric, String... values) {
    List<Label> labels = metric.labels();
    if (labels.size() != values.length) {
      throw new IllegalArgumentException(
          metric.exposed() + " has labels " + labels + ", not " + values.length);
    }
    Tags tags = Tags.empty();
    for (int i = 0; i < values.length; i++) {
      tags = tags.and(labels.get(i).key(), values[i]);
    }
    return tags;
  }
}
