package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds where an object first has something at a place of its schema. */
final class Present {
  private Present() {}

  static @Nullable JsonPointer pointer(SchemaNode node, JsonNode object) {
    return find(JsonPointer.empty(), node.path(), object).findFirst().orElse(null);
  }

  private static Stream<JsonPointer> find(JsonPointer at, List<String> path, JsonNode value) {
    if (value.isMissingNode()) {
      return Stream.empty();
    }
    if (path.isEmpty()) {
      return Stream.of(at);
    }
    List<String> rest = path.subList(1, path.size());
    return switch (path.getFirst()) {
      case SchemaNode.ELEMENT ->
          IntStream.range(0, value.size())
              .boxed()
              .flatMap(i -> find(at.appendIndex(i), rest, value.path(i)));
      case SchemaNode.VALUE ->
          value.properties().stream()
              .flatMap(p -> find(at.appendProperty(p.getKey()), rest, p.getValue()));
      case String field -> find(at.appendProperty(field), rest, value.path(field));
    };
  }

  /** The place as the API server writes it in refusals: {@code spec.targets[0].name}. */
  static String inWords(JsonPointer at) {
    return at.toString().substring(1).replaceAll("/([0-9]+)(?=/|$)", "[$1]").replace('/', '.');
  }
}
