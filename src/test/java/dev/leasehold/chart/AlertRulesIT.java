package dev.leasehold.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leasehold.lab.Outcome;
import dev.leasehold.lab.Promtool;
import dev.leasehold.metrics.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus's own judge says of the chart's alerts, and that each leads to a runbook. */
final class AlertRulesIT {
  private static final Path TESTS = Path.of("src/test/resources/alerts/tests.yaml");
  private static final Path RUNBOOKS = Path.of("src/docs/runbooks");
  private static final Pattern METRIC = Pattern.compile("leasehold_[a-z_]+");

  @TempDir Path directory;

  @Test
  void promtoolFindsTheRulesGoodAndEachFiresWhenItShouldAndOnlyThen() throws IOException {
    Files.writeString(directory.resolve("rules.yaml"), Alerts.with().file());
    Files.copy(TESTS, directory.resolve("tests.yaml"));
    assertSucceeds(Promtool.run(directory, "check", "rules", "--lint-fatal", "rules.yaml"));
    assertSucceeds(Promtool.run(directory, "test", "rules", "tests.yaml"));
    String tests = Files.readString(TESTS);
    assertThat(names()).isNotEmpty().allMatch(name -> tests.contains("alertname=\"" + name + "\""));
  }

  @Test
  void everyAlertLinksToARunbookThatIsNamedAfterItAndListed() throws IOException {
    String list = Files.readString(RUNBOOKS.resolve("README.md"));
    String base = "https://wiki.example.com/leasehold";
    for (JsonNode rule : Alerts.with("prometheusRule.runbooks=" + base + "/").rules()) {
      String name = rule.path("alert").asText();
      String url = rule.at("/annotations/runbook_url").asText();
      assertThat(url).startsWith(base + "/").endsWith(".md");
      String page = url.substring(base.length() + 1);
      assertThat(RUNBOOKS.resolve(page)).content().startsWith("# " + name + "\n");
      assertThat(list)
          .contains(
              "| [%s](%s) | %s | %s |"
                  .formatted(
                      name,
                      page,
                      rule.at("/labels/severity").asText(),
                      rule.at("/annotations/summary").asText()));
    }
    try (Stream<Path> pages = Files.list(RUNBOOKS)) {
      assertThat(pages).hasSize(names().size() + 1);
    }
  }

  @Test
  void alertsNameOnlyMetricsThatThereAre() {
    List<String> all = Arrays.stream(Metric.values()).map(Metric::exposed).toList();
    for (JsonNode rule : Alerts.with().rules()) {
      assertThat(METRIC.matcher(rule.path("expr").asText()).results().map(found -> found.group()))
          .isNotEmpty()
          .isSubsetOf(all);
    }
  }

  @Test
  void patienceScalesEveryTime() {
    String usual = Alerts.with().file();
    assertThat(times(usual)).hasSizeGreaterThan(names().size());
    for (int percent : List.of(200, 2)) {
      String scaled = Alerts.with("prometheusRule.patiencePercent=" + percent).file();
      assertThat(times(scaled))
          .isEqualTo(times(usual).stream().map(t -> Math.max(1, t * percent / 100)).toList());
    }
  }

  /** Those of {@code for}, of ranges, and those that an age is compared with. */
  private static List<Integer> times(String rules) {
    return Pattern.compile("(?:for: \"?|\\[|_seconds\\) > )([0-9]+)")
        .matcher(rules)
        .results()
        .map(found -> Integer.valueOf(found.group(1)))
        .toList();
  }

  private static List<String> names() {
    return Alerts.with().rules().stream().map(rule -> rule.path("alert").asText()).toList();
  }

  private static void assertSucceeds(Outcome outcome) {
    assertThat(outcome.succeeded()).as(outcome.stdout() + outcome.stderr()).isTrue();
  }
}
