package dev.leasehold.api.v1alpha1;

import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRuleBuilder;
import java.util.List;
import java.util.Set;

/**
 * Rules that keep the fields of an object as they were first written. Fields are pinned unless they
 * are excepted, so that a field added later is pinned without anyone thinking of it.
 */
final class Pinned {
  static final String MESSAGE =
      "never changes once recorded: a renewal appends approvals and moves the window's end, no more";

  private Pinned() {}

  static void allBut(Set<String> exceptions, JSONSchemaProps schema) {
    List<ValidationRule> rules =
        schema.getProperties().keySet().stream()
            .filter(field -> !exceptions.contains(field))
            .map(field -> rule(field, schema.getRequired().contains(field)))
            .toList();
    schema.getXKubernetesValidations().addAll(rules);
  }

  private static ValidationRule rule(String field, boolean required) {
    String same = "self.%1$s == oldSelf.%1$s".formatted(field);
    String sameOrAbsent =
        "has(self.%1$s) == has(oldSelf.%1$s) && (!has(self.%1$s) || %2$s)".formatted(field, same);
    return new ValidationRuleBuilder()
        .withRule(required ? same : sameOrAbsent)
        .withMessage(MESSAGE)
        .withFieldPath("." + field)
        .build();
  }
}
