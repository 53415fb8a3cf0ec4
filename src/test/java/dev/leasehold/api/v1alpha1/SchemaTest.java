package dev.leasehold.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SchemaTest {
  private final List<SchemaNode> nodes = Definitions.nodes();
  private final List<SchemaNode> fields = nodes.stream().filter(SchemaNode::isField).toList();

  @Test
  void thereIsSomethingToLookAt() {
    assertThat(fields).hasSizeGreaterThan(250);
  }

  @Test
  void everyFieldIsDescribedInASentence() {
    assertThat(fields)
        .allSatisfy(
            node ->
                assertThat(node.schema().getDescription())
                    .as(node.toString())
                    .isNotNull()
                    .endsWith("."));
  }

  @Test
  void everyTextListAndMapIsBounded() {
    assertThat(nodes).allMatch(SchemaTest::isBounded);
  }

  private static boolean isBounded(SchemaNode node) {
    return switch (node.schema().getType()) {
      case "string" -> node.schema().getMaxLength() != null || !node.schema().getEnum().isEmpty();
      case "array" -> node.schema().getMaxItems() != null;
      case "object" ->
          node.schema().getAdditionalProperties() == null
              || node.schema().getMaxProperties() != null;
      default -> true;
    };
  }

  /** That nobody has looked yet is no part of what Git says. */
  @Test
  void nothingButThatHasADefaultSoThatGitAndClusterAgree() {
    assertThat(nodes)
        .filteredOn(node -> node.schema().getDefault() != null)
        .extracting(SchemaNode::toString)
        .containsExactlyInAnyOrder("accessrequests status", "entitlementcatalogs status");
  }

  @Test
  void everyRuleSaysWhatIsWrong() {
    assertThat(nodes)
        .flatMap(node -> node.schema().getXKubernetesValidations())
        .isNotEmpty()
        .allSatisfy(rule -> assertThat(rule.getMessage()).as(rule.getRule()).isNotBlank());
  }

  /** kubectl shows the first only, as if there were no more. */
  @Test
  void noColumnIsOfAList() {
    assertThat(Definitions.held())
        .flatMap(crd -> crd.getSpec().getVersions().getFirst().getAdditionalPrinterColumns())
        .hasSizeGreaterThan(20)
        .noneMatch(column -> column.getJsonPath().contains("[*]"));
  }

  @Test
  void specIsRequiredEverywhere() {
    assertThat(fields)
        .filteredOn(node -> node.path().equals(List.of("spec")))
        .hasSize(3)
        .allMatch(SchemaNode::required);
  }
}
