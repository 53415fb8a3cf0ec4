package dev.leasehold.gitops;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The objects that every tool judges, and what is said of them, in the layout of Argo CD. */
final class Recorded {
  static final Path KIT =
      Path.of("examples/gitops/argocd/resource_customizations/leasehold.dev/AccessRequest");
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final String TESTS = "health_test.yaml";

  private Recorded() {}

  /** What is said of an object: a status, and a message for people. */
  record Health(String status, String message) {}

  static JsonNode yaml(Path file) {
    try {
      return YAML.readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every recorded object, by the path that health_test.yaml names it by. */
  static Map<String, JsonNode> objects() {
    try (Stream<Path> files = Files.list(KIT.resolve("testdata"))) {
      Map<String, JsonNode> objects = new TreeMap<>();
      files.forEach(file -> objects.put(KIT.relativize(file).toString(), yaml(file)));
      return objects;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What health_test.yaml says of each. */
  static Map<String, Health> expected() {
    Map<String, Health> expected = new TreeMap<>();
    StreamSupport.stream(yaml(KIT.resolve(TESTS)).path("tests").spliterator(), false)
        .forEach(
            test ->
                expected.put(
                    test.path("inputPath").asText(),
                    new Health(
                        test.at("/healthStatus/status").asText(),
                        test.at("/healthStatus/message").asText())));
    return expected;
  }

  /** Writes health_test.yaml anew. */
  static void expect(Map<String, Health> said) throws IOException {
    List<Map<String, Object>> tests =
        new TreeMap<>(said)
            .entrySet().stream()
                .map(
                    e ->
                        Map.<String, Object>of(
                            "inputPath",
                            e.getKey(),
                            "healthStatus",
                            new TreeMap<>(
                                Map.of(
                                    "status", e.getValue().status(),
                                    "message", e.getValue().message()))))
                .<Map<String, Object>>map(TreeMap::new)
                .toList();
    YAML.writeValue(KIT.resolve(TESTS).toFile(), Map.of("tests", tests));
  }
}
