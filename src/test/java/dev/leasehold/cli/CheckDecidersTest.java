package dev.leasehold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That a catalog's owner learns from files who is missing to decide. */
final class CheckDecidersTest {
  private static final String RBAC =
      """
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata: {name: all}
      rules:
      - {apiGroups: [leasehold.dev], resources: [entitlements/owner], resourceNames: [payments.orders-reader], verbs: [approve]}
      - {apiGroups: [leasehold.dev], resources: [entitlements], resourceNames: [payments.orders-reader], verbs: [request, review]}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata: {name: all}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: all}
      subjects: [{apiGroup: rbac.authorization.k8s.io, kind: Group, name: owners}]
      """;

  @TempDir Path directory;

  private String checked(String rbac, String more) {
    Offline files =
        Offline.in(directory)
            .with("rbac.yaml", rbac)
            .with("catalog.yaml", Offline.CATALOG.replace("    evidence:", more + "    evidence:"));
    assertThat(files.check()).as(files.said()).isZero();
    return files.said();
  }

  @Test
  void whereEverybodyIsThereNothingIsSaid() {
    assertThat(checked(RBAC, "    review: {within: 24h, onOverdue: Flag}\n"))
        .doesNotContain("NOTE");
  }

  @Test
  void aRoleThatNobodyHoldsIsNamedWithWhatWouldGiveIt() {
    assertThat(checked(RBAC.replace("entitlements/owner", "entitlements/dba"), ""))
        .contains(
            "NOTE     ",
            "entitlement payments.orders-reader: nobody can approve as owner: no ClusterRoleBinding"
                + " in the files gives verb approve on entitlements/owner (group leasehold.dev) for"
                + " payments.orders-reader by name");
  }

  @Test
  void whoCannotAskOrReviewIsMissingToo() {
    String neither = RBAC.replace("[request, review]", "[revoke]");
    assertThat(checked(neither, "")).contains("nobody can request it").doesNotContain("review it");
    String emergency =
        "    emergency: {maxDuration: 1h, reviewWithin: 1h, approval: {rules: [{role: oncall, count:"
            + " 1}]}}\n";
    assertThat(checked(neither, emergency))
        .contains("nobody can review it", "nobody can approve as oncall");
  }

  /**
   * The guard refuses approvals of service accounts, and a role that is bound to nobody is none.
   */
  @Test
  void whatIsBoundToServiceAccountsOrToNobodyApprovesNothing() {
    String group = "{apiGroup: rbac.authorization.k8s.io, kind: Group, name: owners}";
    String account = "{kind: ServiceAccount, name: bot, namespace: payments}";
    assertThat(checked(RBAC.replace(group, account), "")).contains("nobody can approve as owner");
    String accounts = group.replace("owners", "'system:serviceaccounts:payments'");
    assertThat(checked(RBAC.replace(group, accounts), "")).contains("nobody can approve as owner");
  }

  @Test
  void whereNoBindingIsInTheFilesNothingIsSaid() {
    assertThat(checked(RBAC.substring(0, RBAC.indexOf("---")), "")).doesNotContain("nobody can");
  }
}
