package dev.leasehold.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What can be said about the chart without rendering it. */
final class ChartFilesTest {
  private static final Path CHART = Path.of("helm/leasehold");
  private static final Path COPY = CHART.resolve("files/crds");

  @Test
  void crdsOfTheChartAreThoseOfTheRepository() throws IOException {
    Map<String, String> source = files(Path.of("crds"));
    assertThat(source).hasSize(3);
    assertThat(files(COPY))
        .as("mvn package -DskipTests copies crds/ into the chart")
        .isEqualTo(source);
  }

  @Test
  void everyValueHasASchemaAndEverySchemaAValue() throws IOException {
    JsonNode values =
        new ObjectMapper(new YAMLFactory()).readTree(CHART.resolve("values.yaml").toFile());
    JsonNode schema = new ObjectMapper().readTree(CHART.resolve("values.schema.json").toFile());
    Set<String> described = new TreeSet<>(propertyPaths("", schema));
    described.remove("/global");
    assertThat(valuePaths("", values, described)).isEqualTo(described);
  }

  @Test
  void noObjectOfTheSchemaAcceptsUnknownNames() throws IOException {
    JsonNode schema = new ObjectMapper().readTree(CHART.resolve("values.schema.json").toFile());
    assertThat(objects(schema))
        .hasSizeGreaterThan(8)
        .allSatisfy(
            node -> assertThat(node.path("additionalProperties").asBoolean(true)).isFalse());
  }

  private static List<JsonNode> objects(JsonNode schema) {
    List<JsonNode> objects = new ArrayList<>();
    if (schema.has("properties")) {
      objects.add(schema);
    }
    schema.forEach(child -> objects.addAll(objects(child)));
    return objects;
  }

  private static Set<String> propertyPaths(String path, JsonNode schema) {
    Set<String> paths = new TreeSet<>();
    schema
        .path("properties")
        .properties()
        .forEach(
            property -> {
              String child = path + "/" + property.getKey();
              paths.add(child);
              paths.addAll(propertyPaths(child, property.getValue()));
            });
    return paths;
  }

  /** Below a value that the schema leaves open (labels, affinity) nothing is compared. */
  private static Set<String> valuePaths(String path, JsonNode value, Set<String> described) {
    Set<String> paths = new TreeSet<>();
    boolean open = !path.isEmpty() && described.stream().noneMatch(p -> p.startsWith(path + "/"));
    if (!open) {
      value
          .properties()
          .forEach(
              entry -> {
                String child = path + "/" + entry.getKey();
                paths.add(child);
                paths.addAll(valuePaths(child, entry.getValue(), described));
              });
    }
    return paths;
  }

  private static Map<String, String> files(Path directory) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    if (Files.isDirectory(directory)) {
      try (var paths = Files.newDirectoryStream(directory)) {
        for (Path path : paths) {
          contents.put(path.getFileName().toString(), Files.readString(path));
        }
      }
    }
    return contents;
  }
}
