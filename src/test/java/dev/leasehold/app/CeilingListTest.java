package dev.leasehold.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leasehold.model.Sensitivity;
import dev.leasehold.policy.ApprovalLimits;
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
              "namespaces": ["shop", "stock"],
              "maxDuration": "4h", "maxTotal": "24h", "maxSensitivity": "High",
              "roles": ["reader"], "clusterRoles": ["view"],
              "vault": {"connections": ["default"], "paths": ["database/creds"],
                        "tokenRoles": ["leasehold-payments"]},
              "minApprovals": 2, "approvalRoles": ["security"], "maxValidFor": "8h",
              "allowSubjectControllers": true, "accountabilityTransferTo": ["vendor"]}]
            """);
    assertThat(ceilings).hasSize(1);
    Ceiling ceiling = ceilings.getFirst();
    assertThat(ceiling.over(Map.of("team", "payments", "tier", "1"))).isTrue();
    assertThat(ceiling.over(Map.of())).isFalse();
    assertThat(ceiling.namespaces()).containsExactlyInAnyOrder("shop", "stock");
    assertThat(ceiling.lasting())
        .isEqualTo(
            new Ceiling.Lasting(
                Optional.of(Duration.ofHours(4)), Optional.of(Duration.ofHours(24))));
    assertThat(ceiling.maxSensitivity()).contains(Sensitivity.HIGH);
    assertThat(ceiling.roles()).contains(new Ceiling.Roles(Set.of("reader"), Set.of("view")));
    assertThat(ceiling.vault())
        .contains(
            new Ceiling.Vaults(
                Set.of("default"),
                Optional.of(List.of("database/creds")),
                Optional.of(Set.of("leasehold-payments"))));
    assertThat(ceiling.people())
        .isEqualTo(
            new ApprovalLimits(
                OptionalInt.of(2),
                Set.of("security"),
                Optional.of(Duration.ofHours(8)),
                true,
                Optional.of(Set.of("vendor"))));
  }

  @Test
  void whatIsAbsentLimitsNothingAndAnEmptySelectorChoosesAll() {
    Ceiling ceiling = CeilingList.parse("[{\"catalogs\": {}, \"namespaces\": [\"*\"]}]").getFirst();
    assertThat(ceiling.over(Map.of())).isTrue();
    assertThat(ceiling.roles()).isEmpty();
    assertThat(ceiling.vault()).isEmpty();
    assertThat(ceiling.people().minApprovals()).isEmpty();
  }

  @Test
  void whatSwitchesOffASeparationOfPeopleHasToBeAllowed() {
    ApprovalLimits people =
        CeilingList.parse("[{\"catalogs\": {}, \"namespaces\": [\"*\"]}]").getFirst().people();
    assertThat(people.subjectControllers()).isFalse();
    assertThat(people.transferTo()).contains(Set.of());
  }

  @Test
  void whereOneKindOfRoleIsListedTheOtherIsNotOpen() {
    Ceiling ceiling =
        CeilingList.parse("[{\"catalogs\": {}, \"namespaces\": [\"*\"], \"roles\": [\"r\"]}]")
            .getFirst();
    assertThat(ceiling.roles()).contains(new Ceiling.Roles(Set.of("r"), Set.of()));
  }

  @Test
  void catalogsAreChosenByExpressionsToo() {
    Ceiling ceiling =
        CeilingList.parse(
                """
                [{"namespaces": ["*"], "catalogs": {"matchExpressions": [
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
        "[{\"catalogs\": {}, \"maxDuration\": \"1h\"}] | ceilings[0].namespaces is missing: list where its"
            + " catalogs may bind roles, or [\"*\"] for wherever anything may be bound",
        "[{\"catalogs\": {}, \"namespaces\": [\"*\", \"shop\"]}] | ceilings[0].namespaces has * and names; write"
            + " one or the other",
        "[{\"catalogs\": {}, \"namespaces\": [\"*\"], \"maxDuratoin\": \"4h\"}] | ceilings[0].maxDuratoin is unknown",
        "[{\"catalogs\": {}, \"namespaces\": [\"*\"], \"maxDuration\": \"long\"}] | ceilings[0].maxDuration cannot be read",
        "[{\"catalogs\": {}, \"namespaces\": [\"*\"], \"maxSensitivity\": \"Top\"}] | ceilings[0].maxSensitivity cannot be read",
        "[{\"catalogs\": {}, \"namespaces\": [\"*\"], \"minApprovals\": \"two\"}] | ceilings[0].minApprovals cannot be read",
        "[{\"catalogs\": {}, \"namespaces\": [\"*\"], \"allowSubjectControllers\": \"yes\"}]"
            + " | ceilings[0].allowSubjectControllers cannot be read",
        "[{\"catalogs\": {}, \"namespaces\": [\"*\"], \"roles\": \"r\"}] | ceilings[0].roles is no list of texts",
        "[{\"namespaces\": [], \"catalogs\": {\"labels\": {}}}] | ceilings[0].catalogs.labels is unknown",
        "[{\"namespaces\": [], \"catalogs\": {\"matchExpressions\": [{\"key\": \"k\", \"operator\": \"Like\"}]}}]"
            + " | ceilings[0].catalogs.matchExpressions[0].operator cannot be read",
        "[{\"catalogs\": {}, \"namespaces\": [\"*\"], \"vault\": {\"path\": []}}] | ceilings[0].vault.path is unknown",
        "[{\"catalogs\": {}, \"namespaces\": [\"*\"], \"vault\": {\"tokenRoles\": \"r\"}}]"
            + " | ceilings[0].vault.tokenRoles is no list of texts"
      })
  void whatIsNotUnderstoodIsRefusedByItsPlace(String json, String message) {
    assertThatThrownBy(() -> CeilingList.parse(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
