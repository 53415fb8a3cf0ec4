package dev.leasehold.lab;

import java.util.List;
import java.util.Map;

/** The service account as which a lab's Vault has tokens reviewed, so that anybody can log in. */
public record VaultReviewer(Lab lab) {
  private static final String ACCOUNT =
      """
      apiVersion: v1
      kind: ServiceAccount
      metadata: {name: vault, namespace: vault}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata: {name: vault-reviews-tokens}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: "system:auth-delegator"}
      subjects: [{kind: ServiceAccount, name: vault, namespace: vault}]
      """;

  /** It is gone, and the API server, which remembers its token for ten seconds, knows it too. */
  public void remove() {
    lab.adminClient().serviceAccounts().inNamespace("vault").withName("vault").delete();
    Map<String, String> login =
        Map.of(
            "role",
            VaultFurniture.ROLE,
            "jwt",
            lab.token(Chart.NAMESPACE, "leasehold-operator", List.of(VaultFurniture.AUDIENCE)));
    Lab.await().until(() -> lab.vault().as("").write("auth/kubernetes/login", login).code() == 403);
  }

  /** There is one, and Vault has a token of it. */
  public void replace() {
    lab.kubectlWithInput(People.ADMIN, ACCOUNT, "apply", "--filename=-").orThrow();
    lab.vault()
        .root()
        .write(
            "auth/kubernetes/config",
            Map.of(
                "kubernetes_host", lab.server(),
                "kubernetes_ca_cert", lab.vault().authority(),
                "token_reviewer_jwt", lab.token("vault", "vault", List.of()),
                "disable_local_ca_jwt", true))
        .orThrow();
  }
}
