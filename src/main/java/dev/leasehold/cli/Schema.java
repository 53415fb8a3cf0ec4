package dev.leasehold.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.leasehold.api.v1alpha1.Format;
import dev.leasehold.model.Durations;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/**
 * Compares a manifest of ours with the schema that the API server has, so that a misspelt field is
 * found before it is silently dropped. Rules in CEL are left to the API server.
 */
final class Schema {
  private final JsonNode root;

  private Schema(JsonNode root) {
    this.root = root;
  }

  /** The schema of one of our kinds, by its plural. */
  static Schema of(String plural) {
    String file = "/dev/leasehold/crds/" + plural + ".leasehold.dev-v1.yml";
    try (InputStream in = Schema.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(file + " is missing from the package");
      }
      JsonNode crd = new ObjectMapper(new YAMLFactory()).readTree(in);
      return new Schema(crd.at("/spec/versions/0/schema/openAPIV3Schema"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Everything in the manifest's spec that does not fit. */
  List<Finding> faults(Manifest manifest) {
    List<Finding> faults = new ArrayList<>();
    BiConsumer<String, String> report =
        (field, message) ->
            faults.add(
                Finding.error(Code.SCHEMA_VIOLATED, manifest.place(), field + ": " + message));
    for (String field : names(manifest.json())) {
      if (!List.of("apiVersion", "kind", "metadata", "spec", "status").contains(field)) {
        report.accept(field, "there is no such field");
      }
    }
    if (manifest.name().isEmpty()) {
      report.accept("metadata.name", "is needed");
    }
    visit("spec", manifest.json().path("spec"), root.at("/properties/spec"), report);
    return faults;
  }

  private static void visit(
      String path, JsonNode value, JsonNode schema, BiConsumer<String, String> report) {
    String type = schema.path("type").asText();
    if (!fits(value, type)) {
      report.accept(path, value.isMissingNode() ? "is needed" : "is to be of type " + type);
      return;
    }
    switch (type) {
      case "object" -> object(path, value, schema, report);
      case "array" -> array(path, value, schema, report);
      case "string" -> string(path, value.asText(), schema, report);
      case "integer" -> integer(path, value.asLong(), schema, report);
      default -> {}
    }
  }

  private static boolean fits(JsonNode value, String type) {
    return switch (type) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "integer" -> value.isIntegralNumber();
      case "boolean" -> value.isBoolean();
      default -> true;
    };
  }

  private static void object(
      String path, JsonNode value, JsonNode schema, BiConsumer<String, String> report) {
    JsonNode properties = schema.path("properties");
    JsonNode others = schema.path("additionalProperties");
    for (String name : names(value)) {
      String field = path + "." + name;
      if (properties.has(name)) {
        if (!value.get(name).isNull()) {
          visit(field, value.get(name), properties.get(name), report);
        }
      } else if (others.isObject()) {
        visit(field, value.get(name), others, report);
      } else {
        report.accept(field, "there is no such field");
      }
    }
    for (JsonNode name : schema.path("required")) {
      if (!value.hasNonNull(name.asText())) {
        report.accept(path + "." + name.asText(), "is needed");
      }
    }
  }

  private static void array(
      String path, JsonNode value, JsonNode schema, BiConsumer<String, String> report) {
    between(path, value.size(), schema, "minItems", "maxItems", "entries", report);
    for (int i = 0; i < value.size(); i++) {
      visit(path + "[" + i + "]", value.get(i), schema.path("items"), report);
    }
  }

  private static void string(
      String path, String value, JsonNode schema, BiConsumer<String, String> report) {
    int length = value.codePointCount(0, value.length());
    between(path, length, schema, "minLength", "maxLength", "characters", report);
    if (schema.has("enum") && !texts(schema.path("enum")).contains(value)) {
      report.accept(path, "is to be one of " + String.join(", ", texts(schema.path("enum"))));
    }
    // The limit keeps a long text from being matched at all. Every form is of the whole text, and
    // Java's $ would let a final line break pass.
    if (schema.has("pattern")
        && length <= schema.path("maxLength").asInt(length)
        && !Pattern.compile(schema.path("pattern").asText()).matcher(value).matches()) {
      report.accept(path, "does not have the form " + schema.path("pattern").asText());
    } else {
      meaning(path, value, schema.path("pattern").asText(), report);
    }
  }

  /** What the API server's rules keep out, and could not even be read. */
  private static void meaning(
      String path, String value, String form, BiConsumer<String, String> report) {
    try {
      Object _ =
          switch (form) {
            case Format.DURATION -> Durations.parse(value);
            case Format.TIME -> Instant.parse(value);
            default -> value;
          };
    } catch (IllegalArgumentException e) {
      report.accept(path, "is longer than any duration may be, which is 17520h");
    } catch (DateTimeException e) {
      report.accept(path, "is no date and time that exists");
    }
  }

  private static void integer(
      String path, long value, JsonNode schema, BiConsumer<String, String> report) {
    between(path, value, schema, "minimum", "maximum", "", report);
  }

  private static void between(
      String path,
      long value,
      JsonNode schema,
      String least,
      String most,
      String unit,
      BiConsumer<String, String> report) {
    if (schema.has(least) && value < schema.path(least).asLong()) {
      report.accept(path, ("at least " + schema.path(least).asLong() + " " + unit).strip());
    }
    if (schema.has(most) && value > schema.path(most).asLong()) {
      report.accept(path, ("at most " + schema.path(most).asLong() + " " + unit).strip());
    }
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
