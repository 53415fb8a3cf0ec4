package dev.leasehold.cli;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
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
  static final int BYTES = 4 << 20;

  /** What a file is called that says how requests are to be judged. */
  private static final String EXPECTATIONS = "leasehold-test.yaml";

  private final List<Manifest> found = new ArrayList<>();
  private final List<Path> expectations = new ArrayList<>();
  private final List<Finding> faults = new ArrayList<>();

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
  List<Finding> faults() {
    return List.copyOf(faults);
  }

  /** The files that say how requests are to be judged; they are no manifests. */
  List<Path> expectations() {
    return List.copyOf(expectations);
  }

  private void open(Path path) {
    if (!Files.isDirectory(path)) {
      read(path);
      return;
    }
    // With the dot a link that somebody names is followed, unlike those that are found below.
    Path root = path.resolve(".");
    try (Stream<Path> below = Files.walk(root)) {
      below
          .map(file -> path.resolve(root.relativize(file)))
          .filter(Files::isRegularFile)
          .filter(Manifests::isManifest)
          .filter(file -> isMeant(path, file))
          .sorted()
          .forEach(this::read);
    } catch (IOException e) {
      faults.add(Finding.error(Code.FILE_UNREADABLE, Place.of(path), "it cannot be read"));
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
    if (file.getFileName().toString().equals(EXPECTATIONS)) {
      expectations.add(file);
      return;
    }
    try {
      if (Files.size(file) > BYTES) {
        unreadable(file, "it is larger than 4 MiB");
        return;
      }
      documents(file, Files.readString(file, StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      String message =
          "it is no YAML: " + e.getOriginalMessage().replaceAll("[\\s^]+", " ").strip();
      faults.add(Finding.error(Code.NOT_YAML, new Place(file, 0, line), message));
    } catch (IOException | RuntimeException e) {
      unreadable(file, "it cannot be read as UTF-8 text in YAML");
    }
  }

  private void unreadable(Path file, String why) {
    faults.add(Finding.error(Code.FILE_UNREADABLE, Place.of(file), why));
  }

  private void documents(Path file, String text) throws IOException {
    try (JsonParser parser = Yaml.documents(text)) {
      for (int document = 1; parser.nextToken() != null; document++) {
        int line = parser.currentTokenLocation().getLineNr();
        add(new Place(file, document, line), Yaml.document(parser));
      }
    }
  }

  private void add(Place place, JsonNode json) {
    if (json.path("kind").asText().endsWith("List") && json.path("items").isArray()) {
      json.path("items").forEach(item -> found.add(new Manifest(place, item)));
    } else if (json.isObject()) {
      found.add(new Manifest(place, json));
    } else if (!json.isNull() && !json.isMissingNode()) {
      faults.add(Finding.error(Code.NOT_YAML, place, "it is no object"));
    }
  }
}
