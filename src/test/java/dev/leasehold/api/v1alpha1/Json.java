package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.stream.Stream;

/** Reads YAML as trees, and changes them at JSON pointers. */
final class Json {
  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  private Json() {}

  static List<JsonNode> documents(String yaml) {
    return Stream.of(yaml.split("(?m)^---$"))
        .map(text -> YAML.unmarshal("---\n" + text, JsonNode.class))
        .toList();
  }

  /** A copy with each value put where its pointer says; null takes away, {@code -} appends. */
  static ObjectNode with(JsonNode original, JsonNode changes) {
    ObjectNode copy = original.deepCopy();
    changes
        .properties()
        .forEach(change -> put(copy, JsonPointer.compile(change.getKey()), change.getValue()));
    return copy;
  }

  static void put(JsonNode tree, JsonPointer at, JsonNode value) {
    String last = at.last().getMatchingProperty();
    switch (tree.at(at.head())) {
      case ObjectNode parent when value.isNull() -> parent.remove(last);
      case ObjectNode parent -> parent.set(last, value);
      case ArrayNode parent when last.equals("-") -> parent.add(value);
      case ArrayNode parent -> parent.set(Integer.parseInt(last), value);
      default -> throw new IllegalArgumentException("nothing at " + at.head());
    }
  }
}
