package dev.leasehold.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.comments.CommentLine;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** The values of the chart with their comments, in the order of values.yaml. */
final class ChartValues {
  private static final Path CHART = Path.of("helm/leasehold");

  private final List<ChartValue> found = new ArrayList<>();
  private final String source;
  private final JsonNode schema;

  private ChartValues(String source, JsonNode schema) {
    this.source = source;
    this.schema = schema;
  }

  static List<ChartValue> read() throws IOException {
    return of(
        Files.readString(CHART.resolve("values.yaml")),
        new ObjectMapper().readTree(CHART.resolve("values.schema.json").toFile()));
  }

  static List<ChartValue> of(String source, JsonNode schema) {
    ChartValues values = new ChartValues(source, schema);
    Node root =
        new Yaml(new LoaderOptions().setProcessComments(true)).compose(new StringReader(source));
    values.addFields("", (MappingNode) root, schema);
    return List.copyOf(values.found);
  }

  private void addFields(String prefix, MappingNode mapping, JsonNode described) {
    for (NodeTuple field : mapping.getValue()) {
      String name = key(field);
      add(prefix + name, field, resolved(described.path("properties").path(name)));
    }
  }

  private void add(String name, NodeTuple field, JsonNode described) {
    String comment = comment(field);
    Optional<MappingNode> group = group(field.getValueNode());
    if (group.isEmpty()) {
      String shown = shown(field.getValueNode());
      found.add(new ChartValue(name, List.of(), List.of(shown), List.of(described), comment));
    } else if (group.get().getValue().stream().allMatch(ChartValues::isPlain)) {
      found.add(together(name, group.get().getValue(), described, comment));
    } else {
      if (!comment.isEmpty()) {
        found.add(new ChartValue(name, List.of(), List.of(), List.of(), comment));
      }
      addFields(name + ".", group.get(), described);
    }
  }

  private ChartValue together(
      String name, List<NodeTuple> fields, JsonNode described, String comment) {
    return new ChartValue(
        name,
        fields.stream().map(ChartValues::key).toList(),
        fields.stream().map(field -> shown(field.getValueNode())).toList(),
        fields.stream().map(f -> resolved(described.path("properties").path(key(f)))).toList(),
        comment);
  }

  /** Whether it is one of those that the comment before them all describes. */
  private static boolean isPlain(NodeTuple field) {
    return comment(field).isEmpty() && group(field.getValueNode()).isEmpty();
  }

  private static Optional<MappingNode> group(Node value) {
    return value instanceof MappingNode mapping && mapping.getFlowStyle() == FlowStyle.BLOCK
        ? Optional.of(mapping)
        : Optional.empty();
  }

  private static String comment(NodeTuple field) {
    List<CommentLine> lines = field.getKeyNode().getBlockComments();
    return lines == null ? "" : ChartValue.textOf(lines);
  }

  private static String key(NodeTuple field) {
    return ((ScalarNode) field.getKeyNode()).getValue();
  }

  private String shown(Node value) {
    String text =
        source.substring(
            source.offsetByCodePoints(0, value.getStartMark().getIndex()),
            source.offsetByCodePoints(0, value.getEndMark().getIndex()));
    return List.of("\"\"", "[]", "{}").contains(text) ? "none" : "`" + text + "`";
  }

  private JsonNode resolved(JsonNode described) {
    return described.has("$ref")
        ? schema.at(described.get("$ref").asText().substring(1))
        : described;
  }
}
