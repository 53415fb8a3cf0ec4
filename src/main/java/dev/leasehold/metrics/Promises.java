package dev.leasehold.metrics;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRequest;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Shows how all grants and requests stand, in the process that works. They are counted when
 * somebody scrapes, once for all gauges of a scrape, and from what is in memory.
 */
public final class Promises {
  /** A scrape takes less; the next comes later. */
  private static final long SCRAPE = Duration.ofSeconds(1).toNanos();

  private final Meters meters;
  private final Source source;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final MultiGauge live;
  private final MultiGauge waiting;
  private SortedSet<String> shown = new TreeSet<>();
  private Census census;
  private long counted;

  /** What is in memory. */
  public interface Source {
    Stream<AccessRecord> records();

    Stream<AccessRequest> requests();

    List<String> catalogs();
  }

  /**
   * @param nanoTime a monotonic clock
   */
  public Promises(Meters meters, Source source, InstantSource clock, LongSupplier nanoTime) {
    this.meters = meters;
    this.source = source;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.live = rows(Metric.GRANTS_LIVE);
    this.waiting = rows(Metric.REQUESTS_WAITING);
    this.census = count();
    this.counted = nanoTime.getAsLong();
  }

  private MultiGauge rows(Metric metric) {
    return MultiGauge.builder(metric.meter())
        .description(metric.help())
        .register(meters.registry());
  }

  /** Registers them; to be called when this process begins to work, and not before. */
  public void show() {
    gauge(Metric.OLDEST_OVERDUE, c -> c.oldestOverdue().toMillis() / 1000.0);
    gauge(Metric.GRANTS_OVERDUE, Census::overdue);
    gauge(Metric.GRANTS_STUCK, Census::stuck);
    gauge(Metric.REVIEWS_OWED, Census::reviews);
    gauge(Metric.REVIEWS_OVERDUE, Census::reviewsOverdue);
    for (Metric metric : Metric.values()) {
      if (!metric.isEverywhere()) {
        meters.begin(metric);
      }
    }
  }

  private void gauge(Metric metric, Function<Census, Number> value) {
    meters.gauge(metric, () -> value.apply(census()));
  }

  private synchronized Census census() {
    if (nanoTime.getAsLong() - counted >= SCRAPE) {
      census = count();
      counted = nanoTime.getAsLong();
    }
    return census;
  }

  private Census count() {
    CatalogNames catalogs = CatalogNames.of(source.catalogs());
    if (!shown.equals(catalogs.all())) {
      shown = catalogs.all();
      show(shown);
    }
    Instant now = clock.instant();
    return Census.of(source.records(), source.requests(), catalogs, now);
  }

  /** A catalog that comes or goes is seen by the next scrape. */
  private void show(SortedSet<String> catalogs) {
    List<Row<?>> grants = new ArrayList<>();
    List<Row<?>> requests = new ArrayList<>();
    for (String catalog : catalogs) {
      for (Label.GrantState state : Label.GrantState.values()) {
        grants.add(
            row(Metric.GRANTS_LIVE, catalog, state.name(), () -> census().live(catalog, state)));
      }
      for (Label.Waiting phase : Label.Waiting.values()) {
        requests.add(
            row(
                Metric.REQUESTS_WAITING,
                catalog,
                phase.name(),
                () -> census().waiting(catalog, phase)));
      }
    }
    live.register(grants, true);
    waiting.register(requests, true);
  }

  private static Row<?> row(Metric metric, String catalog, String word, Supplier<Number> value) {
    return Row.of(Meters.tags(metric, catalog, word), value);
  }
}
