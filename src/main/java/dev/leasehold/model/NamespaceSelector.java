package dev.leasehold.model;

import java.util.List;
import java.util.Map;

/** Chooses namespaces by label with Kubernetes' own meaning; an empty selector chooses all. */
public record NamespaceSelector(Map<String, String> matchLabels, List<Expression> expressions) {
  public NamespaceSelector {
    matchLabels = Map.copyOf(matchLabels);
    expressions = List.copyOf(expressions);
  }

  /** One requirement on one label. */
  public record Expression(String key, Operator operator, List<String> values) {
    public Expression {
      values = List.copyOf(values);
    }

    boolean matches(Map<String, String> labels) {
      String value = labels.get(key);
      return switch (operator) {
        case IN -> value != null && values.contains(value);
        case NOT_IN -> value == null || !values.contains(value);
        case EXISTS -> value != null;
        case DOES_NOT_EXIST -> value == null;
      };
    }
  }

  /** The operators of a Kubernetes label selector. */
  public enum Operator {
    IN,
    NOT_IN,
    EXISTS,
    DOES_NOT_EXIST
  }

  /** Whether a namespace with these labels is chosen. */
  public boolean matches(Map<String, String> labels) {
    return labels.entrySet().containsAll(matchLabels.entrySet())
        && expressions.stream().allMatch(e -> e.matches(labels));
  }
}
