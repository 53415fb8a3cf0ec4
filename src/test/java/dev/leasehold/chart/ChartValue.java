package dev.leasehold.chart;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.comments.CommentLine;
import org.yaml.snakeyaml.comments.CommentType;

/**
 * A value of the chart, or several that one comment describes.
 *
 * @param name from the top, with dots
 * @param fields its values, if the comment describes them together; otherwise empty
 * @param defaults as values.yaml has them, in the order of the fields; empty for a group
 * @param schemas what values.schema.json says of each
 * @param comment without its examples
 */
record ChartValue(
    String name,
    List<String> fields,
    List<String> defaults,
    List<JsonNode> schemas,
    String comment) {
  private static final String SENTENCE_END = "(?<=[.])\\s+(?=[A-Z`*])";

  /** The text of a comment: what follows its last empty line, without indented examples. */
  static String textOf(List<CommentLine> comment) {
    int blank = 0;
    for (int i = 0; i < comment.size(); i++) {
      if (comment.get(i).getCommentType() == CommentType.BLANK_LINE) {
        blank = i + 1;
      }
    }
    return comment.subList(blank, comment.size()).stream()
        .map(CommentLine::getValue)
        .filter(line -> line.matches(" [^ -].*"))
        .map(String::strip)
        .collect(Collectors.joining(" "))
        .replaceAll(" For example:(?= |$)", "")
        .replace("|", "\\|");
  }

  String firstSentence() {
    return comment.split(SENTENCE_END, 2)[0];
  }

  String names() {
    return fields.isEmpty()
        ? "`" + name + "`"
        : "`%s.%s`".formatted(name, String.join("`, `.", fields));
  }

  String shownDefaults() {
    return String.join(", ", defaults);
  }

  String types() {
    return schemas.stream().map(ChartValue::type).distinct().collect(Collectors.joining(", "));
  }

  private static String type(JsonNode schema) {
    if (schema.has("enum")) {
      return StreamSupport.stream(schema.get("enum").spliterator(), false)
          .map(value -> "`" + value.asText() + "`")
          .collect(Collectors.joining(", "));
    }
    return switch (schema.path("type").asText()) {
      case "integer" ->
          "%s to %s".formatted(schema.path("minimum").asText(), schema.path("maximum").asText());
      case "string" -> schema.path("pattern").asText().contains("(h|m|s") ? "duration" : "text";
      case "array" -> "list";
      case "boolean" -> "boolean";
      case "object" -> "object";
      default -> throw new IllegalArgumentException("a type that has no word: " + schema);
    };
  }
}
