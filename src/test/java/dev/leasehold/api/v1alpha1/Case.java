package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * One file under {@code schemas/<plural>/{valid,invalid}}. Each YAML document maps JSON pointers to
 * values that are put into the base object (null takes away). One document makes an object, or
 * changes the base's status; of two, the second changes what the first has made. The first line of
 * an invalid case is a comment: what the refusal must name, and what it must say.
 */
record Case(String plural, String name, String refusal, List<JsonNode> documents) {
  static final Path ROOT = Path.of("src/test/resources/schemas");

  static Stream<Case> all(String verdict) {
    return Definitions.plurals().stream()
        .flatMap(plural -> files(ROOT.resolve(plural).resolve(verdict)).map(f -> of(plural, f)));
  }

  static JsonNode base(String plural) {
    return Json.documents(read(ROOT.resolve(plural).resolve("base.yaml"))).getFirst();
  }

  /** The words of the refusal: before the first colon what it must name, after it what it says. */
  List<String> mustSay() {
    return List.of(refusal.split(": ", 2));
  }

  boolean isOfStatus() {
    return change().properties().stream().allMatch(c -> c.getKey().startsWith("/status"));
  }

  boolean isOfCreation() {
    return documents.size() == 1 && !isOfStatus();
  }

  JsonNode before() {
    return documents.size() == 1 ? JsonNodeFactory.instance.objectNode() : documents.getFirst();
  }

  JsonNode change() {
    return documents.getLast();
  }

  private static Case of(String plural, Path file) {
    String text = read(file);
    String refusal = text.startsWith("# ") ? text.lines().findFirst().orElseThrow() : "# ";
    String name = file.getFileName().toString().replace(".yaml", "");
    return new Case(plural, name, refusal.substring(2), Json.documents(text));
  }

  private static Stream<Path> files(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return plural + ": " + name.replace('-', ' ');
  }
}
