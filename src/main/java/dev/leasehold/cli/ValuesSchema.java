package dev.leasehold.cli;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** Judges values as Helm does: laid over those of the chart, and then by the chart's schema. */
final class ValuesSchema {
  private static final String CHART = "/dev/leasehold/chart/";
  private static final int TOLD = 5;

  private ValuesSchema() {}

  /**
   * The chart's values with these instead.
   *
   * @throws IllegalArgumentException if Helm would refuse them, saying why
   */
  static JsonNode over(JsonNode given) {
    ObjectNode merged = merge((ObjectNode) read(CHART + "values.yaml"), (ObjectNode) given);
    List<String> faults = faults(read(CHART + "values.schema.json"), merged);
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(
          faults.stream().limit(TOLD).collect(Collectors.joining("; ")));
    }
    return merged;
  }

  /** What of a document does not fit a schema, each with the place first. */
  static List<String> faults(JsonNode schema, JsonNode document) {
    JsonSchema compiled =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema);
    return compiled.validate(document).stream().map(ValuesSchema::told).sorted().toList();
  }

  /** A resource of the program. */
  static JsonNode read(String resource) {
    try (InputStream in = ValuesSchema.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is missing from the package");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      try (JsonParser parser = Yaml.documents(text)) {
        return Yaml.document(parser);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String told(ValidationMessage message) {
    String place = message.getInstanceLocation().toString();
    String within = place.startsWith("$.") ? place.substring(2) : place.substring(1);
    String name = message.getProperty();
    if (message.getType().equals("additionalProperties") && name != null) {
      return (within.isEmpty() ? "" : within + ".") + name + ": there is no such field";
    }
    String text = message.getMessage();
    String what = text.startsWith(place + ": ") ? text.substring(place.length() + 2) : text;
    return within.isEmpty() ? what : within + ": " + what;
  }

  /** Maps are merged, everything else is replaced, and null takes a value away. */
  private static ObjectNode merge(ObjectNode under, ObjectNode over) {
    over.properties()
        .forEach(
            field -> {
              JsonNode was = under.get(field.getKey());
              if (field.getValue().isNull()) {
                under.remove(field.getKey());
              } else if (was instanceof ObjectNode below
                  && field.getValue() instanceof ObjectNode above) {
                under.set(field.getKey(), merge(below, above));
              } else {
                under.set(field.getKey(), field.getValue());
              }
            });
    return under;
  }
}
