package dev.leasehold.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SchemaTest {
  private final TreeMap<String, JSONSchemaProps> fields = new TreeMap<>();
  private final TreeMap<String, JSONSchemaProps> values = new TreeMap<>();

  SchemaTest() {
    for (CustomResourceDefinition crd : Definitions.held()) {
      String kind = crd.getSpec().getNames().getKind();
      walk(kind, crd.getSpec().getVersions().getFirst().getSchema().getOpenAPIV3Schema());
    }
    assertThat(fields).hasSizeGreaterThan(200);
  }

  private void walk(String path, JSONSchemaProps schema) {
    values.put(path, schema);
    if (schema.getProperties() != null) {
      schema
          .getProperties()
          .forEach(
              (name, property) -> {
                fields.put(path + "." + name, property);
                walk(path + "." + name, property);
              });
    }
    if (schema.getItems() != null) {
      walk(path + "[]", schema.getItems().getSchema());
    }
    if (schema.getAdditionalProperties() != null) {
      walk(path + "{}", schema.getAdditionalProperties().getSchema());
    }
  }

  @Test
  void everyFieldIsDescribedInASentence() {
    assertThat(fields)
        .allSatisfy(
            (path, field) -> assertThat(field.getDescription()).as(path).isNotNull().endsWith("."));
  }

  @Test
  void everyTextIsBounded() {
    assertThat(values)
        .allSatisfy(
            (path, value) -> {
              if ("string".equals(value.getType()) && value.getEnum().isEmpty()) {
                assertThat(value.getMaxLength()).as(path).isNotNull();
              }
            });
  }

  @Test
  void everyListAndMapIsBounded() {
    assertThat(values)
        .allSatisfy(
            (path, value) -> {
              if (value.getItems() != null) {
                assertThat(value.getMaxItems()).as(path).isNotNull();
              }
              if (value.getAdditionalProperties() != null) {
                assertThat(value.getMaxProperties()).as(path).isNotNull();
              }
            });
  }

  @Test
  void nothingHasADefaultSoThatGitAndClusterAgree() {
    assertThat(values)
        .allSatisfy((path, value) -> assertThat(value.getDefault()).as(path).isNull());
  }

  @Test
  void everyRuleSaysWhatToDo() {
    assertThat(values)
        .allSatisfy(
            (path, value) ->
                assertThat(value.getXKubernetesValidations())
                    .allSatisfy(rule -> assertThat(rule.getMessage()).as(path).isNotBlank()));
  }

  @Test
  void specIsRequiredEverywhere() {
    assertThat(List.of("AccessRequest", "AccessRecord", "EntitlementCatalog"))
        .map(values::get)
        .allSatisfy(root -> assertThat(root.getRequired()).contains("spec"));
  }
}
