package dev.leasehold.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The chart's dashboard, as Grafana reads it. */
public record Dashboard(JsonNode json) {
  static final String ENABLED = "--set=dashboard.enabled=true";

  /** As it is with the chart's defaults. */
  public static Dashboard rendered() {
    ConfigMap map = Rendered.with(ENABLED).only(ConfigMap.class, "leasehold-dashboard");
    try {
      return new Dashboard(new ObjectMapper().readTree(map.getData().get("leasehold.json")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every query by its panel and letter, with the variables replaced as Grafana does for All. */
  public Map<String, String> queries() {
    Map<String, String> queries = new TreeMap<>();
    for (JsonNode panel : shown()) {
      for (JsonNode target : panel.path("targets")) {
        queries.put(
            panel.path("title").asText() + " " + target.path("refId").asText(),
            target
                .path("expr")
                .asText()
                .replace("$cluster", ".*")
                .replace("$__rate_interval", "1m"));
      }
    }
    return queries;
  }

  /** The titles of its rows. */
  List<String> rows() {
    return all().filter(Dashboard::isRow).map(row -> row.path("title").asText()).toList();
  }

  /** Its panels, without the rows. */
  List<JsonNode> shown() {
    return all().filter(panel -> !isRow(panel)).toList();
  }

  Stream<JsonNode> all() {
    return StreamSupport.stream(json.path("panels").spliterator(), false);
  }

  private static boolean isRow(JsonNode panel) {
    return panel.path("type").asText().equals("row");
  }
}
