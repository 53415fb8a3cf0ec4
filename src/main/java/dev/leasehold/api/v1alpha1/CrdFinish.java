package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Gives the generated definitions what annotations cannot say: the order of columns, which lists
 * are keyed or sets, the standard schema of conditions, what the values of enums mean, and for the
 * formats that people write a rule that tells them what to write instead.
 */
public final class CrdFinish implements CRDPostProcessor {
  /** An object without any status would count as done with tools that wait (kstatus). */
  private static final JsonNode UNSEEN =
      JsonNodeFactory.instance.objectNode().put("observedGeneration", -1);

  @Override
  public HasMetadata process(HasMetadata resource, String crdSpecVersion) {
    CustomResourceDefinition crd = (CustomResourceDefinition) resource;
    for (CustomResourceDefinitionVersion version : crd.getSpec().getVersions()) {
      Class<?> type = typeOf(crd.getSpec().getNames().getKind());
      orderColumns(type, version);
      JSONSchemaProps root = version.getSchema().getOpenAPIV3Schema();
      root.setDescription(type.getAnnotation(JsonClassDescription.class).value());
      boolean people = type != AccessRecord.class;
      root.getProperties()
          .forEach(
              (part, schema) -> {
                finish(schema, people && "spec".equals(part));
                if (people && "status".equals(part)) {
                  schema.setDefault(UNSEEN);
                }
                if (!people && "spec".equals(part)) {
                  Pinned.allBut(Set.of("approvals", "window"), schema);
                }
              });
    }
    return crd;
  }

  private static Class<?> typeOf(String kind) {
    return Stream.of(EntitlementCatalog.class, AccessRequest.class, AccessRecord.class)
        .filter(type -> type.getSimpleName().equals(kind))
        .findAny()
        .orElseThrow();
  }

  /** The generator sorts columns by path; readers want them as the class lists them. */
  private static void orderColumns(Class<?> type, CustomResourceDefinitionVersion version) {
    List<String> order =
        Arrays.stream(type.getAnnotationsByType(AdditionalPrinterColumn.class))
            .map(AdditionalPrinterColumn::name)
            .toList();
    version
        .getAdditionalPrinterColumns()
        .sort(
            Comparator.comparingInt(
                (CustomResourceColumnDefinition column) -> order.indexOf(column.getName())));
  }

  private static void finish(JSONSchemaProps schema, boolean people) {
    Meanings.addTo(schema);
    Map<String, JSONSchemaProps> properties = schema.getProperties();
    if (properties != null) {
      if (properties.containsKey("conditions")) {
        properties.put(
            "conditions",
            ConditionsSchema.describedAs(properties.get("conditions").getDescription()));
      }
      properties.values().forEach(property -> finish(property, people));
    }
    if ("array".equals(schema.getType()) && schema.getXKubernetesListType() == null) {
      finishList(schema, people);
    }
    if (schema.getAdditionalProperties() != null) {
      finish(schema.getAdditionalProperties().getSchema(), people);
    }
    if (people && schema.getPattern() != null) {
      Remedy.of(schema.getPattern())
          .ifPresent(rule -> schema.getXKubernetesValidations().add(rule));
    }
  }

  private static void finishList(JSONSchemaProps list, boolean people) {
    JSONSchemaProps item = list.getItems().getSchema();
    if (item.getRequired() != null
        && item.getRequired().contains("name")
        && !isObjectReference(item)) {
      list.setXKubernetesListType("map");
      list.setXKubernetesListMapKeys(List.of("name"));
    } else if (people && "string".equals(item.getType())) {
      list.setXKubernetesListType("set");
    }
    // A list of namespaces sits four lists deep: a rule for each would exceed the server's budget.
    finish(item, people && !Format.NAME.equals(item.getPattern()));
  }

  /** Objects of several kinds may share a name. */
  private static boolean isObjectReference(JSONSchemaProps item) {
    return item.getProperties().containsKey("kind")
        && item.getProperties().containsKey("apiVersion");
  }
}
