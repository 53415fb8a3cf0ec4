package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsBuilder;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The schema of standard conditions (meta/v1), keyed by type, with a description on every field.
 */
final class ConditionsSchema {
  private ConditionsSchema() {}

  static JSONSchemaProps describedAs(String description) {
    TreeMap<String, JSONSchemaProps> fields = new TreeMap<>();
    fields.put("type", text("What is said, for example Ready.", 1, 316, Format.REASON));
    fields.put("status", status());
    fields.put(
        "reason", text("Why, in one word that programs may rely on.", 1, 128, Format.REASON));
    fields.put("message", text("What is wrong and what to do, in one line.", 0, 1024, Format.LINE));
    fields.put("lastTransitionTime", time());
    fields.put("observedGeneration", generation());
    JSONSchemaProps condition =
        new JSONSchemaPropsBuilder()
            .withType("object")
            .withRequired("lastTransitionTime", "message", "reason", "status", "type")
            .withProperties(fields)
            .build();
    return new JSONSchemaPropsBuilder()
        .withDescription(description)
        .withType("array")
        .withMaxItems(16L)
        .withXKubernetesListType("map")
        .withXKubernetesListMapKeys(List.of("type"))
        .withNewItems()
        .withSchema(condition)
        .endItems()
        .build();
  }

  private static JSONSchemaProps text(String description, long min, long max, String pattern) {
    return new JSONSchemaPropsBuilder()
        .withDescription(description)
        .withType("string")
        .withMinLength(min == 0 ? null : min)
        .withMaxLength(max)
        .withPattern(pattern)
        .build();
  }

  private static JSONSchemaProps status() {
    JSONSchemaProps status = new JSONSchemaProps();
    status.setDescription(
        "Whether it is so.\n- True: it is.\n- False: it is not.\n- Unknown: nobody knows yet.");
    status.setType("string");
    status.setEnum(
        Stream.of("False", "True", "Unknown")
            .map(TextNode::new)
            .map(JsonNode.class::cast)
            .toList());
    return status;
  }

  private static JSONSchemaProps time() {
    return new JSONSchemaPropsBuilder()
        .withDescription("When the status last changed: RFC 3339 in UTC.")
        .withType("string")
        .withFormat("date-time")
        .withMaxLength(64L)
        .build();
  }

  private static JSONSchemaProps generation() {
    return new JSONSchemaPropsBuilder()
        .withDescription("The generation of the object that this condition speaks of.")
        .withType("integer")
        .withFormat("int64")
        .withMinimum(0.0)
        .build();
  }
}
