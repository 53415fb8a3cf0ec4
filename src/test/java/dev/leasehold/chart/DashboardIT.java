package dev.leasehold.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.leasehold.lab.Outcome;
import dev.leasehold.lab.Promtool;
import dev.leasehold.metrics.Metric;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The dashboard's queries as Prometheus's own judge reads them, and its panels; {@code AlertsIT}
 * runs the queries against a real Prometheus.
 */
final class DashboardIT {
  private static final Pattern METRIC = Pattern.compile("\\b(leasehold_[a-z_]+)");

  /** What Grafana divides the width into. */
  private static final int COLUMNS = 24;

  private static final Dashboard DASHBOARD = Dashboard.rendered();

  @TempDir Path directory;

  @Test
  void promtoolUnderstandsEveryQuery() throws IOException {
    List<Map<String, String>> rules =
        DASHBOARD.queries().values().stream()
            .map(query -> Map.of("record", "dashboard:query", "expr", query))
            .toList();
    assertThat(rules).hasSizeGreaterThan(30);
    new ObjectMapper(new YAMLFactory())
        .writeValue(
            directory.resolve("rules.yaml").toFile(),
            Map.of("groups", List.of(Map.of("name", "dashboard", "rules", rules))));
    Outcome outcome = Promtool.run(directory, "check", "rules", "rules.yaml");
    assertThat(outcome.succeeded()).as(outcome.stdout() + outcome.stderr()).isTrue();
  }

  @Test
  void everyMetricOfTheReferenceIsShownAndNoOther() {
    Set<String> shown =
        DASHBOARD.queries().values().stream()
            .flatMap(query -> METRIC.matcher(query).results())
            .map(found -> found.group(1).replaceFirst("_bucket$", ""))
            .collect(Collectors.toSet());
    assertThat(shown)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Metric.values()).map(Metric::exposed).toList());
  }

  @Test
  void rowsAreThePromiseDemandPeopleAndMachine() {
    assertThat(DASHBOARD.rows())
        .containsExactly("The promise: access ends in time", "Demand", "People", "Machine");
  }

  @Test
  void everyPanelSaysWhatItShowsInItsUnitFromTheChosenSource() {
    assertThat(DASHBOARD.shown())
        .allSatisfy(
            panel -> {
              assertThat(panel.path("description").asText()).as(panel.toString()).endsWith(".");
              assertThat(panel.at("/datasource/uid").asText()).isEqualTo("${datasource}");
              assertThat(panel.at("/fieldConfig/defaults/unit").asText()).isNotEmpty();
              assertThat(panel.path("targets")).isNotEmpty();
            });
  }

  @Test
  void panelsHaveIdsOfTheirOwnAndDoNotOverlap() {
    assertThat(DASHBOARD.all().map(panel -> panel.path("id").asInt())).doesNotHaveDuplicates();
    Set<String> taken = new HashSet<>();
    assertThat(DASHBOARD.all())
        .allSatisfy(panel -> assertThat(cells(panel)).as(panel.toString()).allMatch(taken::add));
  }

  private static List<String> cells(JsonNode panel) {
    JsonNode place = panel.path("gridPos");
    int left = place.path("x").asInt();
    int top = place.path("y").asInt();
    int right = left + place.path("w").asInt();
    assertThat(right).isLessThanOrEqualTo(COLUMNS);
    return IntStream.range(left, right)
        .boxed()
        .flatMap(
            x -> IntStream.range(top, top + place.path("h").asInt()).mapToObj(y -> x + "," + y))
        .toList();
  }

  @Test
  void theConfigMapHasTheLabelOfTheSidecarAndIsTheFile() throws IOException {
    assertThat(Rendered.with().all(ConfigMap.class)).isEmpty();
    ConfigMap map =
        Rendered.with(
                Dashboard.ENABLED,
                "--set-string=dashboard.labels.team=iam",
                "--set=dashboard.annotations.grafana_folder=Access")
            .only(ConfigMap.class, "leasehold-dashboard");
    assertThat(map.getMetadata().getLabels())
        .containsEntry("grafana_dashboard", "1")
        .containsEntry("team", "iam")
        .containsEntry("app.kubernetes.io/name", "leasehold");
    assertThat(map.getMetadata().getAnnotations()).containsEntry("grafana_folder", "Access");
    assertThat(DASHBOARD.json())
        .isEqualTo(
            new ObjectMapper().readTree(Path.of(Rendered.CHART, "files/dashboard.json").toFile()));
  }
}
