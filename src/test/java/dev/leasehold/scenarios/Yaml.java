package dev.leasehold.scenarios;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Reads, changes and writes YAML. */
final class Yaml {
  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  private Yaml() {}

  static <T> T read(Path file, Class<T> type) {
    try {
      return YAML.unmarshal("---\n" + Files.readString(file), type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String text(Object value) {
    return YAML.asYaml(value);
  }

  static JsonNode tree(Object value) {
    return YAML.unmarshal(YAML.asJson(value), JsonNode.class);
  }

  /** A copy of the object with each value where its pointer says; null takes away. */
  static <T> T with(T object, Map<String, JsonNode> changes, Class<T> type) {
    JsonNode tree = tree(object);
    changes.forEach((pointer, value) -> put(tree, JsonPointer.compile(pointer), value));
    return YAML.unmarshal(YAML.asJson(tree), type);
  }

  private static void put(JsonNode tree, JsonPointer at, JsonNode value) {
    String last = at.last().getMatchingProperty();
    switch (tree.at(at.head())) {
      case ObjectNode parent when value.isNull() -> parent.remove(last);
      case ObjectNode parent -> parent.set(last, value);
      case ArrayNode parent -> parent.set(Integer.parseInt(last), value);
      default -> throw new IllegalArgumentException("nothing at " + at.head());
    }
  }
}
