package dev.leasehold.scenario;

import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One folder of {@code src/test/resources/scenarios}; README.md there says what {@code in.yaml} may
 * say.
 *
 * @param header its first document
 * @param documents the others, as they are written: placeholders are not filled in yet
 */
record Scenario(String name, Map<String, Object> header, List<String> documents) {
  static final Path FOLDER = Path.of("src/test/resources/scenarios");

  private static final List<String> KEYS =
      List.of(
          "shows",
          "after",
          "at",
          "look",
          "guard",
          "since",
          "usage",
          "secret",
          "gone",
          "condition",
          "debts");
  private static final List<String> MORE =
      List.of(
          "cannotTell",
          "left",
          "refused",
          "mayNotBind",
          "held",
          "ceilings",
          "signed",
          "down",
          "ended",
          "offboarded",
          "log");

  static Scenario read(String name) {
    List<String> parts = documents(FOLDER.resolve(name).resolve("in.yaml"));
    Scenario read = new Scenario(name, tree(parts.getFirst()), parts.subList(1, parts.size()));
    read.header.keySet().stream()
        .filter(key -> !KEYS.contains(key) && !MORE.contains(key))
        .forEach(
            key -> {
              throw new IllegalArgumentException(name + ": nobody knows what " + key + " means");
            });
    return read;
  }

  /** Every scenario there is, by name. */
  static List<String> names() {
    try (Stream<Path> folders = Files.list(FOLDER)) {
      return folders
          .filter(Files::isDirectory)
          .map(folder -> folder.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The documents of a file. */
  static List<String> documents(Path file) {
    try {
      return Arrays.asList(Files.readString(file).split("(?m)^---\\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> tree(String yaml) {
    return Serialization.unmarshal(yaml, Map.class);
  }

  Path expected() {
    return FOLDER.resolve(name).resolve("out.yaml");
  }

  /** The scenario that came before, whose outcome is where this one begins. */
  Optional<Scenario> before() {
    return text("after").map(Scenario::read);
  }

  Instant at() {
    return Instant.parse(text("at").orElseThrow());
  }

  /** Whose next step it is. */
  Look look() {
    return Look.valueOf(text("look").orElse("request"));
  }

  /** What a scenario may be about. */
  enum Look {
    request,
    record,
    offboarding
  }

  Optional<String> text(String key) {
    return Optional.ofNullable(header.get(key)).map(Object::toString);
  }

  int number(String key, String within) {
    return Objects.requireNonNullElse((Integer) map(key).get(within), 0);
  }

  @SuppressWarnings("unchecked")
  Map<String, Object> map(String key) {
    return (Map<String, Object>) header.getOrDefault(key, Map.of());
  }

  @SuppressWarnings("unchecked")
  List<Map<String, Object>> maps(String key) {
    return (List<Map<String, Object>>) header.getOrDefault(key, List.of());
  }

  @SuppressWarnings("unchecked")
  List<String> list(String key) {
    return (List<String>) header.getOrDefault(key, List.of());
  }
}
