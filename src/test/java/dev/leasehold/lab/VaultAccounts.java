package dev.leasehold.lab;

import java.util.List;
import java.util.Map;

/**
 * An engine of Vault that makes service accounts of the lab's cluster, each for one lease, and
 * binds them to a role that is there.
 */
record VaultAccounts(Lab lab, Vault vault) {
  private static final String MAKER =
      """
      apiVersion: v1
      kind: ServiceAccount
      metadata: {name: engine, namespace: vault}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata: {name: vault-makes-accounts}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
      subjects: [{kind: ServiceAccount, name: engine, namespace: vault}]
      """;

  void install() {
    lab.kubectlWithInput(People.ADMIN, MAKER, "apply", "--filename=-").orThrow();
    vault.root().write("sys/mounts/kubernetes", Map.of("type", "kubernetes")).orThrow();
    vault
        .root()
        .write(
            "kubernetes/config",
            Map.of(
                "kubernetes_host", lab.server(),
                "kubernetes_ca_cert", vault.authority(),
                "service_account_jwt", lab.token("vault", "engine", List.of()),
                "disable_local_ca_jwt", true))
        .orThrow();
    vault
        .root()
        .write(
            "kubernetes/roles/orders-account",
            Map.of("allowed_kubernetes_namespaces", "*", "kubernetes_role_name", "orders-reader"))
        .orThrow();
  }
}
