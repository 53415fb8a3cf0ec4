package dev.leasehold.api.v1alpha1;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.stream.Stream;

/**
 * One way to break what one place of a schema demands.
 *
 * @param value what is put there; null takes it away
 * @param said what the refusal says of it
 */
record Breach(SchemaNode node, String kind, JsonNode value, String said) {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** Every way to break what this place demands, in an object that has something there. */
  static Stream<Breach> of(SchemaNode node, JsonNode present) {
    Stream.Builder<Breach> breaches = Stream.builder();
    if (node.required() && node.isField()) {
      breaches.add(new Breach(node, "missing", JSON.nullNode(), "Required value"));
    }
    switch (node.schema().getType()) {
      case "string" -> ofText(node, breaches);
      case "integer" -> ofNumber(node, breaches);
      case "array" -> ofList(node, present, breaches);
      case "object" -> ofObject(node, present, breaches);
      default -> breaches.add(new Breach(node, "type", JSON.textNode("x"), "must be of type"));
    }
    return breaches.build();
  }

  private static void ofText(SchemaNode node, Stream.Builder<Breach> breaches) {
    JSONSchemaProps schema = node.schema();
    if (!schema.getEnum().isEmpty()) {
      breaches.add(new Breach(node, "unheard", JSON.textNode("Nonsense"), "Unsupported value"));
      return;
    }
    String tooLong = "a".repeat(schema.getMaxLength().intValue() + 1);
    breaches.add(new Breach(node, "too long", JSON.textNode(tooLong), "Too long"));
    if (schema.getMinLength() != null) {
      String tooShort = "a".repeat(schema.getMinLength().intValue() - 1);
      breaches.add(new Breach(node, "too short", JSON.textNode(tooShort), "should be at least"));
    }
    if (schema.getPattern() != null) {
      int length = schema.getMinLength() == null ? 1 : schema.getMinLength().intValue();
      String odd = "\u0007" + "a".repeat(length - 1);
      breaches.add(new Breach(node, "malformed", JSON.textNode(odd), "should match"));
    }
  }

  private static void ofNumber(SchemaNode node, Stream.Builder<Breach> breaches) {
    Double least = node.schema().getMinimum();
    if (least != null) {
      JsonNode tooSmall = JSON.numberNode(least.longValue() - 1);
      breaches.add(new Breach(node, "too small", tooSmall, "greater than or equal to"));
    }
    Double most = node.schema().getMaximum();
    if (most != null) {
      JsonNode tooBig = JSON.numberNode(most.longValue() + 1);
      breaches.add(new Breach(node, "too big", tooBig, "less than or equal to"));
    }
  }

  private static void ofList(SchemaNode node, JsonNode present, Stream.Builder<Breach> breaches) {
    ArrayNode tooMany = JSON.arrayNode();
    for (long i = 0; i <= node.schema().getMaxItems(); i++) {
      tooMany.add(present.get(0));
    }
    breaches.add(new Breach(node, "too many", tooMany, "Too many"));
    if (node.schema().getMinItems() != null) {
      breaches.add(new Breach(node, "too few", JSON.arrayNode(), "should have at least"));
    }
  }

  private static void ofObject(SchemaNode node, JsonNode present, Stream.Builder<Breach> breaches) {
    if (node.schema().getAdditionalProperties() == null) {
      ObjectNode withMore = present.deepCopy();
      withMore.put("unheardOf", "x");
      breaches.add(new Breach(node, "unknown field", withMore, "unheardOf"));
      return;
    }
    ObjectNode tooMany = JSON.objectNode();
    for (long i = 0; i <= node.schema().getMaxProperties(); i++) {
      tooMany.set("key" + i, present.elements().next());
    }
    breaches.add(new Breach(node, "too many", tooMany, "Too many"));
  }

  ObjectNode in(JsonNode object) {
    ObjectNode broken = object.deepCopy();
    JsonPointer at = requireNonNull(Present.pointer(node, object));
    if (at.matches()) {
      return (ObjectNode) value;
    }
    Json.put(broken, at, value);
    return broken;
  }

  @Override
  public String toString() {
    return node + " " + kind;
  }
}
