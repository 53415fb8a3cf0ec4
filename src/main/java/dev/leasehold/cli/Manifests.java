package dev.leasehold.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The objects in files and in directories with all below them, in the order of their names. Files
 * that do not end in .yaml, .yml or .json are passed over, unless they are named themselves.
 */
final class Manifests {
  /** No manifest is as large; what is was not meant. */
  private static final long BYTES = 4L << 20;

  private static final ObjectMapper YAML =
      new ObjectMapper(
          YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());

  private final List<Manifest> found = new ArrayList<>();
  private final List<Fault> faults = new ArrayList<>();

  static Manifests in(List<Path> paths) {
    Manifests manifests = new Manifests();
    paths.forEach(manifests::open);
    return manifests;
  }

  List<Manifest> all() {
    return List.copyOf(found);
  }

  List<Manifest> of(String apiVersion, String kind) {
    return found.stream().filter(m -> m.is(apiVersion, kind)).toList();
  }

  /** What could not be read. */
  List<Fault> faults() {
    return List.copyOf(faults);
  }

  private void open(Path path) {
    if (!Files.isDirectory(path)) {
      read(path);
      return;
    }
    try (Stream<Path> below = Files.walk(path)) {
      below
          .filter(Files::isRegularFile)
          .filter(Manifests::isManifest)
          .filter(file -> isMeant(path, file))
          .sorted()
          .forEach(this::read);
    } catch (IOException e) {
      faults.add(new Fault(path.toString(), "it cannot be read"));
    }
  }

  /** What a test reads is nobody's manifest, nor is what a chart still has to fill in. */
  private static boolean isMeant(Path root, Path file) {
    for (Path at = file.getParent(); at != null && !at.equals(root); at = at.getParent()) {
      boolean filledIn = at.endsWith("templates") && Files.exists(at.resolveSibling("Chart.yaml"));
      if (filledIn || at.endsWith("testdata")) {
        return false;
      }
    }
    return true;
  }

  private static boolean isManifest(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json");
  }

  private void read(Path file) {
    int document = 0;
    try {
      if (Files.size(file) > BYTES) {
        faults.add(new Fault(file.toString(), "it is larger than 4 MiB"));
        return;
      }
      String text = Files.readString(file, StandardCharsets.UTF_8);
      try (MappingIterator<JsonNode> documents = YAML.readerFor(JsonNode.class).readValues(text)) {
        while (documents.hasNextValue()) {
          document++;
          add(file, document, documents.nextValue());
        }
      }
    } catch (JsonProcessingException e) {
      String line = e.getLocation() == null ? "" : ", line " + e.getLocation().getLineNr();
      faults.add(new Fault(file + line, "it is no YAML: " + e.getOriginalMessage()));
    } catch (IOException | RuntimeException e) {
      faults.add(new Fault(file.toString(), "it cannot be read as UTF-8 text in YAML"));
    }
  }

  private void add(Path file, int document, JsonNode json) {
    if (json.path("kind").asText().endsWith("List") && json.path("items").isArray()) {
      json.path("items").forEach(item -> found.add(new Manifest(file, document, item)));
    } else if (json.isObject()) {
      found.add(new Manifest(file, document, json));
    } else if (!json.isNull() && !json.isMissingNode()) {
      faults.add(new Fault(file + " (document " + document + ")", "it is no object"));
    }
  }
}
