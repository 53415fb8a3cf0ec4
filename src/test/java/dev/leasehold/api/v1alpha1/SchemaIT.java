package dev.leasehold.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.leasehold.lab.Lab;
import dev.leasehold.lab.People;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every rule of the definitions, by one object that keeps it and one that breaks it. */
class SchemaIT {
  @RegisterExtension static final SchemaLab LAB = new SchemaLab();

  static Stream<Case> valid() {
    return Case.all("valid");
  }

  static Stream<Case> invalid() {
    return Case.all("invalid");
  }

  static List<String> plurals() {
    return Definitions.plurals();
  }

  @ParameterizedTest
  @MethodSource("plurals")
  void theBaseIsAccepted(String plural) {
    JsonNode base = Case.base(plural);
    JsonNode made = LAB.create(plural, base);
    LAB.delete(plural, base);
    assertThat(made.get("spec")).isEqualTo(base.get("spec"));
    assertThat(made.get("status")).isEqualTo(base.get("status"));
  }

  @ParameterizedTest
  @MethodSource("valid")
  void whatKeepsTheRulesIsAccepted(Case example) {
    assertThat(refusal(example)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void whatBreaksARuleIsRefusedByName(Case example) {
    assertThat(refusal(example))
        .hasValueSatisfying(said -> assertThat(said).contains(example.mustSay()));
  }

  @Test
  void everyRuleIsBrokenByAnExample() {
    List<String> said = invalid().map(example -> example.mustSay().getLast()).toList();
    assertThat(Definitions.nodes())
        .flatMap(node -> node.schema().getXKubernetesValidations())
        .filteredOn(rule -> !rule.getMessage().equals(Pinned.MESSAGE))
        .hasSizeGreaterThan(50)
        .allSatisfy(rule -> assertThat(said).anyMatch(rule.getMessage()::contains));
  }

  @Test
  void annotationsOfMoreThan256KiBAreRefusedAndNothingIsStored() {
    ObjectNode request = Case.base("accessrequests").deepCopy();
    request.withObject("/metadata/annotations").put("example.com/note", "x".repeat(300 * 1024));
    assertThat(LAB.refusalToCreate("accessrequests", request))
        .hasValueSatisfying(said -> assertThat(said).contains("metadata.annotations: Too long"));
  }

  /** With no status at all, tools that wait would take an object for done before anybody looked. */
  @ParameterizedTest
  @ValueSource(strings = {"accessrequests", "entitlementcatalogs"})
  void whatNobodyLookedAtSaysSo(String plural) {
    ObjectNode object = Case.base(plural).deepCopy();
    object.remove("status");
    JsonNode made = LAB.create(plural, object);
    LAB.delete(plural, made);
    assertThat(made.at("/status/observedGeneration").asInt()).isEqualTo(-1);
  }

  @Test
  void columnsShowWhatPeopleLookForFirst() {
    assertThat(columns("accessrequests"))
        .containsExactly(
            "NAME", "ENTITLEMENT", "SUBJECT", "PHASE", "REASON", "EXPIRES", "ENDED", "AGE");
    assertThat(columns("accessrecords"))
        .containsExactly(
            "NAME",
            "ENTITLEMENT",
            "NAMESPACE",
            "REQUEST",
            "REQUESTER",
            "SUBJECT",
            "OUTCOME",
            "PHASE",
            "ENDS",
            "ENDED",
            "AGE");
    assertThat(columns("entitlementcatalogs"))
        .containsExactly("NAME", "READY", "REASON", "OWNER", "AGE");
  }

  private static List<String> columns(String plural) {
    JsonNode made = LAB.create(plural, Case.base(plural));
    String shown = kubectl("get", plural);
    LAB.delete(plural, made);
    return List.of(shown.lines().findFirst().orElseThrow().trim().split("\\s+"));
  }

  @Test
  void shortNamesWorkAndExplainTellsWhatAFieldMeansAndItsUnit() {
    assertThat(kubectl("api-resources", "--api-group=leasehold.dev"))
        .containsSubsequence("accessrecords", "arec", "accessrequests", "areq", "ecat");
    Lab.await().untilAsserted(SchemaIT::explainTells);
  }

  private static void explainTells() {
    assertThat(kubectl("explain", "areq")).contains("A workload's wish for access");
    assertThat(kubectl("explain", "areq.spec.duration")).contains("How long", "for example 4h");
    assertThat(kubectl("explain", "arec.status.targets.credential.jti")).contains("audit logs");
  }

  private static String kubectl(String... arguments) {
    return LAB.lab().kubectl(People.ADMIN, arguments).stdout();
  }

  /** What the server says against an example; objects that were needed for it are taken away. */
  private static Optional<String> refusal(Case example) {
    String plural = example.plural();
    JsonNode base = Case.base(plural);
    if (example.isOfCreation()) {
      return LAB.refusalToCreate(plural, Json.with(base, example.documents().getFirst()));
    }
    JsonNode before = Json.with(base, example.before());
    JsonNode made = LAB.create(plural, before);
    try {
      JsonNode after = Json.with(made, example.change());
      return example.isOfStatus()
          ? LAB.refusalToReplaceStatus(plural, after)
          : LAB.refusalToReplace(plural, after);
    } finally {
      LAB.delete(plural, made);
    }
  }
}
