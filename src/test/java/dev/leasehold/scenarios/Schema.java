package dev.leasehold.scenarios;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a custom resource's schema has against a value, as far as it can be told offline. */
final class Schema {
  private final List<String> breaches = new ArrayList<>();

  private Schema() {}

  static List<String> breaches(String plural, Object resource) {
    CustomResourceDefinition crd =
        Yaml.read(
            Path.of("crds", plural + ".leasehold.dev-v1.yml"), CustomResourceDefinition.class);
    JSONSchemaProps root = crd.getSpec().getVersions().getFirst().getSchema().getOpenAPIV3Schema();
    JsonNode tree = Yaml.tree(resource);
    Schema check = new Schema();
    for (String part : List.of("spec", "status")) {
      if (tree.has(part)) {
        check.field("", root, part, tree.get(part));
      }
    }
    return check.breaches;
  }

  private void look(String path, JSONSchemaProps schema, JsonNode value) {
    if (value.isTextual()) {
      text(path, schema, value.textValue());
    } else if (value.isArray()) {
      atMost(path, schema.getMaxItems(), value.size());
      value.forEach(item -> look(path + "[]", schema.getItems().getSchema(), item));
    } else if (value.isObject()) {
      for (String name : schema.getRequired()) {
        if (!value.has(name)) {
          breaches.add(path + " lacks " + name);
        }
      }
      value.properties().forEach(field -> field(path, schema, field.getKey(), field.getValue()));
    }
  }

  private void field(String path, JSONSchemaProps schema, String name, JsonNode value) {
    JSONSchemaProps inner =
        schema.getProperties() == null ? null : schema.getProperties().get(name);
    if (inner == null && schema.getAdditionalProperties() != null) {
      inner = schema.getAdditionalProperties().getSchema();
    }
    if (inner == null) {
      breaches.add(path + " has no " + name);
    } else {
      look(path + "." + name, inner, value);
    }
  }

  private void text(String path, JSONSchemaProps schema, String text) {
    atMost(path, schema.getMaxLength(), text.codePointCount(0, text.length()));
    if (schema.getMinLength() != null && text.length() < schema.getMinLength()) {
      breaches.add(path + " is too short");
    }
    if (schema.getPattern() != null && !Pattern.compile(schema.getPattern()).matcher(text).find()) {
      breaches.add(path + " has another pattern: " + text);
    }
    if (!schema.getEnum().isEmpty()
        && schema.getEnum().stream().noneMatch(one -> one.textValue().equals(text))) {
      breaches.add(path + " is none of its values: " + text);
    }
  }

  private void atMost(String path, @Nullable Long limit, int size) {
    if (limit != null && size > limit) {
      breaches.add(path + " is too long: " + size);
    }
  }
}
