package dev.leasehold.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RoleFactsTest {
  private static Optional<String> gathered(String aggregation) {
    return RoleFacts.of(
            Serialization.unmarshal("metadata: {name: r}\n" + aggregation, ClusterRole.class))
        .gathered();
  }

  @Test
  void whereTheRulesOfAnAggregatedRoleComeFromIsSaid() {
    assertThat(gathered("rules: []")).isEmpty();
    assertThat(gathered("aggregationRule: {clusterRoleSelectors: [{matchLabels: {b: c, a: d}}]}"))
        .contains("a=d and b=c");
    assertThat(
            gathered(
                """
                aggregationRule:
                  clusterRoleSelectors:
                  - {matchLabels: {a: b}}
                  - {matchExpressions: [{key: tier, operator: In, values: [x, y]}]}
                """))
        .contains("a=b or tier In [x, y]");
  }

  @Test
  void labelsAreCutToWhatFitsIntoAMessage() {
    assertThat(
            gathered(
                "aggregationRule: {clusterRoleSelectors: [{matchLabels: {a: %s}}]}"
                    .formatted("b".repeat(500))))
        .hasValueSatisfying(text -> assertThat(text).hasSizeLessThanOrEqualTo(200));
  }
}
