package dev.leasehold.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Lists below the description of a field what each of its values means, as the constants of its
 * enum say it; the same in each place where the enum is used.
 */
final class Meanings {
  private static final String ITEM = "\n- ";

  private static final List<Class<?>> ENUMS =
      List.of(
          AppliedAs.class,
          ApprovalMethod.class,
          ApprovalMode.class,
          Backstop.class,
          ChannelType.class,
          DecisionResult.class,
          EndingCause.class,
          EntitlementState.class,
          EvidenceLevel.class,
          LabelRequirement.Operator.class,
          OverdueAction.class,
          RecordOutcome.class,
          RecordPhase.class,
          RequestPhase.class,
          Review.Verdict.class,
          RoleKind.class,
          Sensitivity.class,
          TargetKind.class,
          TargetState.class);

  private Meanings() {}

  /** Changes nothing where the values of the schema are listed already, or are not limited. */
  static void addTo(JSONSchemaProps schema) {
    List<JsonNode> values = schema.getEnum();
    if (values.isEmpty() || schema.getDescription().contains(ITEM)) {
      return;
    }
    Map<String, String> meanings =
        of(values.stream().map(JsonNode::asText).collect(Collectors.toSet()));
    meanings.forEach(
        (value, meaning) ->
            schema.setDescription(schema.getDescription() + ITEM + value + ": " + meaning));
  }

  private static Map<String, String> of(Set<String> values) {
    return ENUMS.stream()
        .map(Meanings::of)
        .filter(meanings -> meanings.keySet().equals(values))
        .findAny()
        .orElseThrow(() -> new IllegalStateException("no enum in the list has " + values));
  }

  private static Map<String, String> of(Class<?> type) {
    Map<String, String> meanings = new LinkedHashMap<>();
    Arrays.stream(type.getFields())
        .filter(field -> field.isEnumConstant() && !field.isAnnotationPresent(JsonIgnore.class))
        .forEach(field -> meanings.put(written(field), meaning(field)));
    return meanings;
  }

  private static String written(Field constant) {
    JsonProperty property = constant.getAnnotation(JsonProperty.class);
    return property == null ? constant.getName() : property.value();
  }

  private static String meaning(Field constant) {
    JsonPropertyDescription meaning = constant.getAnnotation(JsonPropertyDescription.class);
    if (meaning == null) {
      throw new IllegalStateException("no @JsonPropertyDescription on " + constant);
    }
    return meaning.value();
  }
}
