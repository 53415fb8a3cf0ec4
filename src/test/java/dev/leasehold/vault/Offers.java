package dev.leasehold.vault;

import dev.leasehold.path.Entitled;

/** What the tests of Vault ask for, as a catalog's owner writes it. */
final class Offers {
  static final String HOUR = "duration: 1h, justification: nightly report";

  private Offers() {}

  /** An entitlement of these targets, approved by one owner. */
  static Entitled of(String... targets) {
    return Entitled.reader().giving(targets);
  }

  /** A user of the orders' database, for so long at a time. */
  static String databaseUser(String target, String credentialTtl) {
    return target(
        target, "orders-ro", "dynamicSecret: {path: database/creds/orders-ro}", credentialTtl);
  }

  /** The same, and besides what a driver wants. */
  static String connectionUrl(String target, String credentialTtl) {
    return target(
        target,
        "orders-ro",
        "dynamicSecret: {path: database/creds/orders-ro}, template: {url:"
            + " \"postgres://{{username}}:{{password}}@db/orders\"}",
        credentialTtl);
  }

  static String databaseUser(String target) {
    return databaseUser(target, "1h");
  }

  /** A token that may read the partner's key. */
  static String token(String target) {
    return target(target, "partner-key", "token: {}", "1h");
  }

  /** What lies there. */
  static String keyValue(String target, String path) {
    return target(target, "partner-key", "kv: {path: %s}".formatted(path), "1h");
  }

  /** A certificate that ends with the window. */
  static String certificate(String target) {
    return target(
        target,
        "workers-cert",
        "dynamicSecret: {path: pki/issue/workers, parameters: {common_name:"
            + " nightly.workers.example.com, ttl: \"{{ttl}}\"}}",
        "1h");
  }

  /** A service account that Vault makes where the orders are. */
  static String account(String target) {
    return target(
        target,
        "orders-account",
        "dynamicSecret: {path: kubernetes/creds/orders-account, parameters: {kubernetes_namespace:"
            + " SHOP, ttl: \"{{ttl}}\"}}",
        "1h");
  }

  static String target(String name, String policy, String source, String credentialTtl) {
    return "{name: %s, vault: {connection: default, tokenRole: leasehold-payments, policies: [%s], %s, credentialTTL: %s}}"
        .formatted(name, policy, source, credentialTtl);
  }
}
