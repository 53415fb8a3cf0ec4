package dev.leasehold.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.leasehold.api.v1alpha1.AccessRequest;
import dev.leasehold.api.v1alpha1.PlainLine;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a command prints instead of its lines, where a program is to read it. */
final class Output {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "Print it for programs: ${COMPLETION-CANDIDATES}.")
  private @Nullable Format format;

  /** As which kind of text. */
  enum Format {
    json,
    yaml,
    name
  }

  /** Whether lines for people are wanted. */
  boolean forPeople() {
    return format == null;
  }

  /**
   * Prints it as was asked for.
   *
   * @param document all of it
   * @param names of the requests in it
   */
  void print(PrintWriter out, Object document, List<String> names) {
    switch (format) {
      case json -> out.println(json(tree(document)));
      case yaml -> out.print(Serialization.asYaml(plain(tree(document))));
      case name -> names.forEach(name -> out.println("accessrequests.leasehold.dev/" + name));
      case null -> throw new IllegalStateException("lines are for people");
    }
    out.flush();
  }

  /** The request as the API server has it, without who manages which field. */
  static AccessRequest whole(AccessRequest request) {
    request.getMetadata().setManagedFields(List.of());
    return request;
  }

  private static JsonNode tree(Object document) {
    return Serialization.unmarshal(Serialization.asJson(document), JsonNode.class);
  }

  /** The document in one line, for a stream of them. */
  static String line(Object document) {
    return json(tree(document), new ObjectMapper().writer());
  }

  private static String json(JsonNode tree) {
    return json(tree, new ObjectMapper().writerWithDefaultPrettyPrinter());
  }

  /** Whatever could do something to a terminal is escaped. */
  private static String json(JsonNode tree, ObjectWriter writer) {
    try {
      return writer.with(JsonWriteFeature.ESCAPE_NON_ASCII).writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Plain YAML cannot escape it, so it becomes U+FFFD, as on the screen. */
  private static JsonNode plain(JsonNode node) {
    return switch (node) {
      case TextNode text -> TextNode.valueOf(plain(text.textValue()));
      case ArrayNode list -> {
        ArrayNode copy = list.arrayNode();
        list.forEach(element -> copy.add(plain(element)));
        yield copy;
      }
      case ObjectNode object -> {
        ObjectNode copy = object.objectNode();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
          copy.set(plain(field.getKey()), plain(field.getValue()));
        }
        yield copy;
      }
      default -> node;
    };
  }

  private static String plain(String text) {
    return Arrays.stream(text.split("\n", -1))
        .map(line -> PlainLine.of(line, Math.max(2, line.length())))
        .collect(Collectors.joining("\n"));
  }
}
