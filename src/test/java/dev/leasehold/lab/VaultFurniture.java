package dev.leasehold.lab;

import java.util.List;
import java.util.Map;

/**
 * What an administrator sets up in Vault for Leasehold: the operator's way in with the policy that
 * the chart ships, engines, and a token role that may hand out some policies.
 */
final class VaultFurniture {
  /** For whom the operator's tokens are that it logs in with. */
  static final String AUDIENCE = "vault";

  /** The role by which the operator logs in. */
  static final String ROLE = "leasehold";

  /** The operator's policy. */
  static final String OPERATOR = "leasehold-operator";

  private static final String READS = "path \"%s\" { capabilities = [\"read\"] }%n";

  private static final String WRITES = "path \"%s\" { capabilities = [\"update\"] }%n";

  /** What grants can be given, by policy name. */
  private static final Map<String, String> POLICIES =
      Map.of(
          "orders-ro",
          READS.formatted("database/creds/orders-ro"),
          "orders-rw",
          READS.formatted("database/creds/orders-rw"),
          "partner-key",
          READS.formatted("kv/data/partner")
              + READS.formatted("kv1/partner")
              + READS.formatted("kv1/passing")
              + READS.formatted("kv1/dressed"),
          "workers-cert",
          WRITES.formatted("pki/issue/workers"),
          "orders-account",
          WRITES.formatted("kubernetes/creds/orders-account"));

  private final Lab lab;
  private final Vault vault;
  private final VaultLogin root;

  VaultFurniture(Lab lab, Vault vault) {
    this.lab = lab;
    this.vault = vault;
    this.root = vault.root();
  }

  void install() {
    write(
        "sys/audit/file",
        Map.of(
            "type", "file", "options", Map.of("file_path", vault.keeper().auditLog().toString())));
    policies();
    operatorsLogin();
    database();
    keyValues();
    certificates();
    new VaultAccounts(lab, vault).install();
    tokenRole();
  }

  private void policies() {
    POLICIES.forEach((name, text) -> policy(name, text));
    policy(OPERATOR, VaultKeeper.policy());
  }

  private void policy(String name, String text) {
    write("sys/policies/acl/" + name, Map.of("policy", text));
  }

  private void operatorsLogin() {
    lab.namespace("vault", Map.of());
    write("sys/auth/kubernetes", Map.of("type", "kubernetes"));
    new VaultReviewer(lab).replace();
    write(
        "auth/kubernetes/role/" + ROLE,
        Map.of(
            "bound_service_account_names",
            "leasehold-operator",
            "bound_service_account_namespaces",
            Chart.NAMESPACE,
            "audience",
            AUDIENCE,
            "token_policies",
            "leasehold-operator",
            "token_no_default_policy",
            true,
            "token_ttl",
            "1m"));
  }

  private void database() {
    write("sys/mounts/database", Map.of("type", "database"));
    write(
        "database/config/shop",
        Map.of(
            "plugin_name",
            "postgresql-database-plugin",
            "connection_url",
            "postgresql://{{username}}:{{password}}@127.0.0.1:%d/postgres?sslmode=disable"
                .formatted(vault.database().port()),
            "username",
            Database.OWNER,
            "password",
            vault.database().password(),
            "allowed_roles",
            "orders-ro,orders-rw"));
    databaseRole("orders-ro", "SELECT");
    databaseRole("orders-rw", "SELECT, INSERT");
  }

  /** Whoever is connected when the lease ends is cut off too. */
  private void databaseRole(String name, String privileges) {
    write(
        "database/roles/" + name,
        Map.of(
            "db_name", "shop",
            "default_ttl", "1h",
            "max_ttl", "24h",
            "creation_statements",
                List.of(
                    "CREATE ROLE \"{{name}}\" LOGIN PASSWORD '{{password}}' VALID UNTIL"
                        + " '{{expiration}}'",
                    "GRANT %s ON orders TO \"{{name}}\"".formatted(privileges)),
            "revocation_statements",
                List.of(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename ="
                        + " '{{name}}'",
                    "REVOKE ALL ON orders FROM \"{{name}}\"",
                    "DROP ROLE IF EXISTS \"{{name}}\"")));
  }

  private void keyValues() {
    write("sys/mounts/kv1", Map.of("type", "kv", "options", Map.of("version", "1")));
    write("kv1/partner", Map.of("key", "partner-key-v1"));
    write("sys/mounts/kv", Map.of("type", "kv", "options", Map.of("version", "2")));
    // An engine of version 2 converts itself for a moment after it was mounted.
    Lab.await()
        .until(
            () ->
                root.write("kv/data/partner", Map.of("data", Map.of("key", "partner-key-v2")))
                    .succeeded());
  }

  private void certificates() {
    write("sys/mounts/pki", Map.of("type", "pki", "config", Map.of("max_lease_ttl", "8760h")));
    write(
        "pki/root/generate/internal",
        Map.of("common_name", "lab", "key_type", "ec", "key_bits", 256, "ttl", "8760h"));
    write(
        "pki/roles/workers",
        Map.of(
            "allowed_domains", "workers.example.com",
            "allow_subdomains", true,
            "key_type", "ec",
            "key_bits", 256,
            "max_ttl", "24h"));
  }

  private void tokenRole() {
    write(
        "auth/token/roles/leasehold-payments",
        Map.of(
            "allowed_policies", List.copyOf(POLICIES.keySet()),
            "orphan", true,
            "renewable", true));
  }

  private void write(String path, Map<String, ?> fields) {
    root.write(path, fields).orThrow();
  }
}
