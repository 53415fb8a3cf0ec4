package dev.leasehold.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The page of metrics has all of them, as they are declared; {@code -Dreference.rewrite=true}
 * writes it again.
 */
class MetricsReferenceTest {
  private static final Path PAGE = Path.of("src/docs/reference/metrics.md");

  private static final String HEAD =
      """
      # Metrics

      The operator serves metrics at `/q/metrics` on port 9000, with those of the JVM (`jvm_`), of its process and of the framework. The
      chart's value `metrics.service` creates a Service for that port. Values come from what the operator has in memory when it is scraped:
      a scrape makes no calls to the API server. No series depends on how many requests or grants there are.
      The [runbooks](../runbooks/README.md) have the alerts. This page is written from `Metric` and `Label`.
      """;

  @Test
  void thePageIsAsTheMetricsAre() throws IOException {
    String page =
        HEAD
            + section("Of every process", Metric::isEverywhere)
            + section(
                "Of the process that leads",
                "One that stands by does not have these. Counters begin at 0 when a process begins to"
                    + " lead. Histograms have a\n`_max` besides, of the last minutes.\n",
                metric -> !metric.isEverywhere())
            + labels();
    if (Boolean.getBoolean("reference.rewrite")) {
      Files.writeString(PAGE, page);
    }
    assertThat(PAGE).hasContent(page);
  }

  private static String section(String title, Predicate<Metric> which) {
    return section(title, "", which);
  }

  private static String section(String title, String more, Predicate<Metric> which) {
    return "\n## %s\n\n%s%s| Metric | Type | Labels | Meaning |\n|---|---|---|---|\n"
            .formatted(title, more, more.isEmpty() ? "" : "\n")
        + Arrays.stream(Metric.values())
            .filter(which)
            .map(MetricsReferenceTest::row)
            .collect(Collectors.joining());
  }

  private static String row(Metric metric) {
    String labels =
        metric.labels().stream()
            .map(label -> "`" + label.key() + "`")
            .collect(Collectors.joining(", "));
    return "| `%s` | %s | %s | %s |\n"
        .formatted(metric.exposed(), metric.kind().type(), labels, metric.help());
  }

  private static String labels() {
    return "\n## Labels\n\n| Label | Of | Values |\n|---|---|---|\n"
        + Arrays.stream(Label.values())
            .map(
                label ->
                    "| `%s` | %s | %s |\n".formatted(label.key(), having(label), label.meaning()))
            .collect(Collectors.joining());
  }

  private static String having(Label label) {
    return Arrays.stream(Metric.values())
        .filter(metric -> metric.labels().contains(label))
        .map(metric -> "`" + metric.exposed() + "`")
        .collect(Collectors.joining(", "));
  }
}
