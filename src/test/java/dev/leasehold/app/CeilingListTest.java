package dev.leasehold.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leasehold.model.Sensitivity;
import dev.leasehold.policy.Ceiling;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is not understood is refused by its place, since a misread ceiling forbids nothing. */
class CeilingListTest {
  @Test
  void everyLimitIsRead() {
    List<Ceiling> ceilings =
        CeilingList.parse(
            """
            [{"catalogs": {"matchLabels": {"team": "payments"}},
              "maxDuration": "4h", "maxSensitivity": "High",
              "roles": ["reader"], "clusterRoles": ["view"],
              "vault": {"connections": ["default"], "paths": ["database/creds"]},
              "minApprovals": 2}]
            """);
    assertThat(ceilings).hasSize(1);
    Ceiling ceiling = ceilings.getFirst();
    assertThat(ceiling.over(Map.of("team", "payments", "tier", "1"))).isTrue();
    assertThat(ceiling.over(Map.of())).isFalse();
    assertThat(ceiling.maxDuration()).contains(Duration.ofHours(4));
    assertThat(ceiling.maxSensitivity()).contains(Sensitivity.HIGH);
    assertThat(ceiling.roles()).contains(new Ceiling.Roles(Set.of("reader"), Set.of("view")));
    assertThat(ceiling.vault())
        .contains(new Ceiling.Vaults(Set.of("default"), Optional.of(List.of("database/creds"))));
    assertThat(ceiling.minApprovals()).isEqualTo(OptionalInt.of(2));
  }

  @Test
  void whatIsAbsentLimitsNothingAndAnEmptySelectorChoosesAll() {
    Ceiling ceiling = CeilingList.parse("[{\"catalogs\": {}}]").getFirst();
    assertThat(ceiling.over(Map.of())).isTrue();
    assertThat(ceiling.roles()).isEmpty();
    assertThat(ceiling.vault()).isEmpty();
    assertThat(ceiling.minApprovals()).isEmpty();
  }

  @Test
  void whereOneKindOfRoleIsListedTheOtherIsNotOpen() {
    Ceiling ceiling = CeilingList.parse("[{\"catalogs\": {}, \"roles\": [\"r\"]}]").getFirst();
    assertThat(ceiling.roles()).contains(new Ceiling.Roles(Set.of("r"), Set.of()));
  }

  @Test
  void catalogsAreChosenByExpressionsToo() {
    Ceiling ceiling =
        CeilingList.parse(
                """
                [{"catalogs": {"matchExpressions": [
                  {"key": "team", "operator": "NotIn", "values": ["platform"]},
                  {"key": "team", "operator": "Exists"}]}}]
                """)
            .getFirst();
    assertThat(ceiling.over(Map.of("team", "payments"))).isTrue();
    assertThat(ceiling.over(Map.of("team", "platform"))).isFalse();
    assertThat(ceiling.over(Map.of())).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | ceilings is no list",
        "[ | ceilings is no JSON",
        "[1] | ceilings[0] is no object",
        "[{}] | ceilings[0].catalogs is missing",
        "[{\"catalogs\": {}, \"maxDuratoin\": \"4h\"}] | ceilings[0].maxDuratoin is unknown",
        "[{\"catalogs\": {}, \"maxDuration\": \"long\"}] | ceilings[0].maxDuration cannot be read",
        "[{\"catalogs\": {}, \"maxSensitivity\": \"Top\"}] | ceilings[0].maxSensitivity cannot be read",
        "[{\"catalogs\": {}, \"minApprovals\": \"two\"}] | ceilings[0].minApprovals cannot be read",
        "[{\"catalogs\": {}, \"roles\": \"r\"}] | ceilings[0].roles is no list of texts",
        "[{\"catalogs\": {\"labels\": {}}}] | ceilings[0].catalogs.labels is unknown",
        "[{\"catalogs\": {\"matchExpressions\": [{\"key\": \"k\", \"operator\": \"Like\"}]}}]"
            + " | ceilings[0].catalogs.matchExpressions[0].operator cannot be read",
        "[{\"catalogs\": {}, \"vault\": {\"path\": []}}] | ceilings[0].vault.path is unknown"
      })
  void whatIsNotUnderstoodIsRefusedByItsPlace(String json, String message) {
    assertThatThrownBy(() -> CeilingList.parse(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
