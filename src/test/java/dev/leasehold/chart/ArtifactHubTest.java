package dev.leasehold.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What the chart says of itself to Artifact Hub; each list is a text with YAML in it. */
final class ArtifactHubTest {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private static JsonNode annotation(String name) throws IOException {
    JsonNode chart = YAML.readTree(Path.of("helm/leasehold/Chart.yaml").toFile());
    return YAML.readTree(chart.path("annotations").path("artifacthub.io/" + name).asText());
  }

  @Test
  void theKindsAreThoseOfTheRepository() throws IOException {
    assertThat(annotation("crds"))
        .extracting(
            crd ->
                List.of(
                    crd.path("name").asText(),
                    crd.path("kind").asText(),
                    crd.path("version").asText()))
        .containsExactlyInAnyOrderElementsOf(
            held().stream()
                .map(
                    crd ->
                        List.of(
                            crd.at("/metadata/name").asText(),
                            crd.at("/spec/names/kind").asText(),
                            crd.at("/spec/versions/0/name").asText()))
                .toList());
    assertThat(annotation("crds"))
        .allSatisfy(crd -> assertThat(crd.path("description").asText()).isNotBlank());
  }

  private static List<JsonNode> held() throws IOException {
    List<JsonNode> crds = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of("crds"))) {
      for (Path file : files) {
        crds.add(YAML.readTree(file.toFile()));
      }
    }
    return crds;
  }

  @Test
  void theExampleIsThatOfTheExamples() throws IOException {
    JsonNode request = YAML.readTree(Path.of("examples/requests/10-nightly-report.yaml").toFile());
    assertThat(StreamSupport.stream(annotation("crdsExamples").spliterator(), false))
        .containsExactly(request);
  }
}
