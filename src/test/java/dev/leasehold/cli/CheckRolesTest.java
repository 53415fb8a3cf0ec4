package dev.leasehold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That neither the check nor a signature says less of a role than the cluster does. */
final class CheckRolesTest {
  private static final String AGGREGATED =
      """
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata: {name: collected}
      aggregationRule: {clusterRoleSelectors: [{matchLabels: {part: "yes"}}]}
      rules: [{apiGroups: [""], resources: [configmaps], verbs: [get]}]
      """;

  private static final String PART =
      """
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata: {name: part, labels: {part: "yes"}}
      rules: [{apiGroups: [""], resources: [endpoints], verbs: [list]}]
      """;

  @TempDir Path directory;

  private Offline binding(String role) {
    return Offline.in(directory)
        .with(
            "catalog.yaml",
            Offline.CATALOG.replace(
                "kind: Role, name: orders-reader", "kind: ClusterRole, name: " + role));
  }

  @Test
  void rulesThatAreWrittenInAnAggregatedRoleCount() {
    Offline files = binding("collected").with("role.yaml", AGGREGATED);
    assertThat(files.check()).as(files.said()).isZero();
    assertThat(files.said())
        .contains("adds shop: get configmaps in namespace shop")
        .doesNotContain("NOTE");
    files.with("role.yaml", AGGREGATED + PART);
    assertThat(files.check()).as(files.said()).isZero();
    assertThat(files.said())
        .contains("get configmaps in namespace shop", "list endpoints in namespace shop");
  }

  @Test
  void anAggregatedRoleWithoutItsRulesIsSaidToBeUnknown() {
    Offline files =
        binding("collected").with("role.yaml", AGGREGATED.replaceAll("(?m)^rules.*\n", ""));
    assertThat(files.check()).as(files.said()).isZero();
    assertThat(files.said())
        .contains("NOTE", "ClusterRole collected is aggregated and the files have none of its");
  }

  @Test
  void rulesThatArePartOfAPartCountToo() {
    String tree =
        AGGREGATED.replaceAll("(?m)^rules.*\n", "")
            + PART.replaceAll(
                "(?m)^rules.*\n",
                "aggregationRule: {clusterRoleSelectors: [{matchLabels: {leaf: \"yes\"}}]}\n")
            + PART.replace("{name: part, labels: {part:", "{name: leaf, labels: {leaf:");
    Offline files = binding("collected").with("role.yaml", tree);
    assertThat(files.check()).as(files.said()).isZero();
    assertThat(files.said()).contains("adds shop: list endpoints in namespace shop");
  }

  @Test
  void rolesThatEveryClusterHasAreKnown() {
    Offline files = binding("view").with("role.yaml", "");
    assertThat(files.check()).as(files.said()).isZero();
    assertThat(files.said())
        .contains("NOTE", "its rules are those of Kubernetes " + StockRoles.VERSION)
        .contains("pods/log");
    files = binding("admin").with("role.yaml", "");
    assertThat(files.check()).isEqualTo(1);
    assertThat(files.said()).contains("NeedsSensitivityCritical", "serviceaccounts/token");
    files = binding("viewer").with("role.yaml", "");
    assertThat(files.check()).isEqualTo(1);
    assertThat(files.said()).contains("ClusterRole viewer does not exist");
  }

  /** What an operator of the cluster adds to view is in the files of those who ask for it. */
  @Test
  void whatTheFilesAddToAStockRoleCounts() {
    Offline files =
        binding("view")
            .with(
                "role.yaml",
                PART.replace("part: \"yes\"", "rbac.authorization.k8s.io/aggregate-to-view: 'true'")
                    .replace("endpoints", "widgets"));
    assertThat(files.check()).as(files.said()).isZero();
    assertThat(files.said()).contains("list widgets in namespace shop");
  }

  @Test
  void aSignatureIsMadeOverTheRulesAsTheyAreWritten() {
    Offline files = binding("collected").with("role.yaml", AGGREGATED);
    assertThat(files.sign("owner", "--print-payload")).as(files.said()).isZero();
    assertThat(files.said())
        .contains("adds shop: get configmaps in namespace shop")
        .doesNotContain("adds nothing");
  }

  @Test
  void nothingIsSignedWhoseRulesAreNotThoseOfTheCluster() {
    Offline files =
        binding("collected").with("role.yaml", AGGREGATED.replaceAll("(?m)^rules.*\n", ""));
    assertThat(files.sign("owner", "--print-payload")).isEqualTo(1);
    assertThat(files.said())
        .contains("ClusterRole collected is aggregated", "kubectl get clusterrole collected");
    files.with("role.yaml", AGGREGATED + PART);
    assertThat(files.sign("owner", "--print-payload")).isEqualTo(1);
    assertThat(files.said()).contains("its rules are not as in the cluster");
    files = binding("view").with("role.yaml", "");
    assertThat(files.sign("owner", "--print-payload")).isEqualTo(1);
    assertThat(files.said()).contains("ClusterRole view does not exist");
  }
}
