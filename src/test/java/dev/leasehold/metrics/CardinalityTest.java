package dev.leasehold.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.EndingCause;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whoever makes requests makes no series. */
class CardinalityTest {
  private static final Instant NOW = Instant.parse("2026-12-01T08:31:00Z");

  @Test
  void thereAreAsManySeriesOfTenGrantsAsOfTenThousand() {
    Set<Meter.Id> few = seriesOf(Population.of(10, 10));
    assertThat(seriesOf(Population.of(10_000, 10))).isEqualTo(few).hasSizeGreaterThan(90);
  }

  @Test
  void catalogsBeyondTheFirstFiftyMakeNoSeriesEither() {
    assertThat(seriesOf(Population.of(1000, 500)))
        .hasSameSizeAs(seriesOf(Population.of(1000, CatalogNames.MOST)));
  }

  /** Lived through by each: given, in trouble, ended. */
  private static Set<Meter.Id> seriesOf(Population population) {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    Meters meters = new Meters(registry);
    new Promises(meters, population, InstantSource.fixed(NOW), () -> 0L).show();
    Happenings happenings = new Happenings(meters);
    population.recorded().forEach(record -> live(happenings, record));
    return registry.getMeters().stream().map(Meter::getId).collect(Collectors.toSet());
  }

  private static void live(Happenings happenings, AccessRecord record) {
    happenings.provided(record, Optional.empty(), NOW);
    happenings.trouble(Label.Trouble.RevocationFailed);
    happenings.ended(record, EndingCause.Expired, NOW);
  }

  @Test
  void aCatalogThatComesIsShownAtTheNextScrapeAndOneThatGoesIsNot() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    AtomicLong nanos = new AtomicLong();
    List<String> catalogs = new ArrayList<>(List.of("payments"));
    Population changing = new Population(List.of(), List.of(), catalogs);
    new Promises(new Meters(registry), changing, InstantSource.fixed(NOW), nanos::get).show();
    assertThat(shown(registry)).containsExactlyInAnyOrder("payments", "other");
    catalogs.set(0, "audit");
    nanos.addAndGet(2_000_000_000L);
    double _ = registry.get("leasehold.oldest.overdue").gauge().value();
    assertThat(shown(registry)).containsExactlyInAnyOrder("audit", "other");
  }

  private static Set<String> shown(SimpleMeterRegistry registry) {
    return registry.find("leasehold.grants.live").gauges().stream()
        .map(Gauge::getId)
        .map(id -> id.getTag("catalog"))
        .collect(Collectors.toSet());
  }

  /** Prometheus's own rule: a sum over all of a label's values means something. */
  @Test
  void valuesThatAreAWordAreSpeltAsTheApiSpellsThem() {
    Stream.of(Label.values())
        .filter(label -> label != Label.METHOD && label != Label.RESOURCE)
        .flatMap(label -> label.words().stream())
        .forEach(value -> assertThat(value).matches("([A-Z][a-z]+)+"));
  }

  @Test
  void namesUnitsAndTextsAreAsPrometheusWantsThem() {
    for (Metric metric : Metric.values()) {
      assertThat(metric.exposed()).matches("leasehold(_[a-z]+)+");
      assertThat(metric.help()).as(metric.name()).isNotBlank().hasSizeLessThan(130);
    }
  }

  @Test
  void aSeriesWithoutAllItsLabelsIsABug() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Meters(new SimpleMeterRegistry()).count(Metric.TROUBLE));
  }
}
