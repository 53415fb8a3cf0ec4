package dev.leasehold.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.model.NamespaceSelector.Expression;
import dev.leasehold.model.NamespaceSelector.Operator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NamespaceSelectorTest {
  private static final Map<String, String> LABELS = Map.of("domain", "payments", "env", "prod");

  @Test
  void anEmptySelectorChoosesEverything() {
    NamespaceSelector all = new NamespaceSelector(Map.of(), List.of());
    assertThat(all.matches(LABELS)).isTrue();
    assertThat(all.matches(Map.of())).isTrue();
  }

  @Test
  void everyLabelAndEveryExpressionHasToMatch() {
    Expression isProd = new Expression("env", Operator.IN, List.of("prod"));
    Expression isTest = new Expression("env", Operator.IN, List.of("test"));
    assertThat(selector(Map.of("domain", "payments"), isProd).matches(LABELS)).isTrue();
    assertThat(selector(Map.of("domain", "payments"), isProd, isTest).matches(LABELS)).isFalse();
    assertThat(selector(Map.of("domain", "x"), isProd).matches(LABELS)).isFalse();
    assertThat(selector(Map.of("domain", "payments", "team", "a")).matches(LABELS)).isFalse();
  }

  @Test
  void operatorsMeanWhatTheyMeanInKubernetes() {
    assertMatches(Operator.IN, "env", true, "test", "prod");
    assertMatches(Operator.IN, "env", false, "test");
    assertMatches(Operator.IN, "absent", false, "test");
    assertMatches(Operator.NOT_IN, "env", false, "test", "prod");
    assertMatches(Operator.NOT_IN, "env", true, "test");
    assertMatches(Operator.NOT_IN, "absent", true, "test");
    assertMatches(Operator.EXISTS, "env", true);
    assertMatches(Operator.EXISTS, "absent", false);
    assertMatches(Operator.DOES_NOT_EXIST, "env", false);
    assertMatches(Operator.DOES_NOT_EXIST, "absent", true);
  }

  private static void assertMatches(
      Operator operator, String key, boolean expected, String... values) {
    Expression expression = new Expression(key, operator, List.of(values));
    assertThat(selector(Map.of(), expression).matches(LABELS)).isEqualTo(expected);
  }

  private static NamespaceSelector selector(Map<String, String> labels, Expression... all) {
    return new NamespaceSelector(labels, List.of(all));
  }
}
