package dev.leasehold.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.leasehold.lab.Helm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The chart's alerts, as Prometheus reads them. */
public record Alerts(JsonNode spec) {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  /** With these further values. */
  public static Alerts with(String... values) {
    Stream<String> command =
        Stream.concat(
            Stream.of(
                "template",
                "leasehold",
                Rendered.CHART,
                "--namespace=" + Rendered.NAMESPACE,
                "--show-only=templates/prometheusrule.yaml",
                "--set=prometheusRule.enabled=true"),
            Arrays.stream(values).map(value -> "--set=" + value));
    try {
      String rule = Helm.run(command.toArray(String[]::new)).orThrow().stdout();
      return new Alerts(YAML.readTree(rule).path("spec"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same, but this one as those have it. */
  public Alerts except(String alert, Alerts others) {
    JsonNode all = spec.deepCopy();
    ArrayNode rules = (ArrayNode) all.at("/groups/0/rules");
    for (int i = 0; i < rules.size(); i++) {
      if (rules.get(i).path("alert").asText().equals(alert)) {
        JsonNode _ = rules.set(i, others.rules().get(i));
      }
    }
    return new Alerts(all);
  }

  /** The file that Prometheus reads. */
  public String file() {
    try {
      return YAML.writeValueAsString(spec);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<JsonNode> rules() {
    return StreamSupport.stream(spec.at("/groups/0/rules").spliterator(), false).toList();
  }
}
