package dev.leasehold.api.v1alpha1;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One place of a schema.
 *
 * @param path the steps to it: names of fields, {@code []} for an element, {@code {}} for a value
 * @param required whether its object must have it
 */
record SchemaNode(String plural, List<String> path, JSONSchemaProps schema, boolean required) {
  static final String ELEMENT = "[]";
  static final String VALUE = "{}";

  static Stream<SchemaNode> all(CustomResourceDefinition crd) {
    JSONSchemaProps root = crd.getSpec().getVersions().getFirst().getSchema().getOpenAPIV3Schema();
    return new SchemaNode(crd.getSpec().getNames().getPlural(), List.of(), root, true).withInner();
  }

  boolean isField() {
    return !path.isEmpty() && !path.getLast().equals(ELEMENT) && !path.getLast().equals(VALUE);
  }

  boolean isIn(String part) {
    return !path.isEmpty() && path.getFirst().equals(part);
  }

  private Stream<SchemaNode> withInner() {
    return Stream.concat(Stream.of(this), inner().flatMap(SchemaNode::withInner));
  }

  private Stream<SchemaNode> inner() {
    if (schema.getItems() != null) {
      return Stream.of(at(ELEMENT, schema.getItems().getSchema(), false));
    }
    if (schema.getAdditionalProperties() != null) {
      return Stream.of(at(VALUE, schema.getAdditionalProperties().getSchema(), false));
    }
    Map<String, JSONSchemaProps> fields = schema.getProperties();
    return fields == null
        ? Stream.empty()
        : fields.entrySet().stream()
            .map(f -> at(f.getKey(), f.getValue(), schema.getRequired().contains(f.getKey())));
  }

  private SchemaNode at(String step, JSONSchemaProps next, boolean demanded) {
    List<String> further = Stream.concat(path.stream(), Stream.of(step)).toList();
    return new SchemaNode(plural, further, next, demanded);
  }

  @Override
  public String toString() {
    return plural + " " + String.join(".", path).replace("." + ELEMENT, ELEMENT);
  }
}
