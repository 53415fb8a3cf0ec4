package dev.leasehold.ending;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.leasehold.lab.Vault;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A lab's Vault with a key for the evidence log, as the guide has it set up. */
record TransitGround(Vault vault) {
  private static final String KEY = "transit/keys/leasehold-evidence";
  private static final String POLICY = "helm/leasehold/files/vault-evidence-policy.hcl";
  private static final String ROLE = "leasehold-evidence";

  static TransitGround in(Vault vault, String type) {
    TransitGround ground = new TransitGround(vault);
    ground.write("sys/mounts/transit", Map.of("type", "transit"));
    ground.write(KEY, Map.of("type", type));
    ground.write("sys/policies/acl/" + ROLE, Map.of("policy", policy()));
    Map<String, Object> role = new HashMap<>();
    role.put("bound_service_account_names", "leasehold-operator");
    role.put("bound_service_account_namespaces", "leasehold-system");
    role.put("audience", "vault");
    role.put("token_policies", ROLE);
    role.put("token_no_default_policy", true);
    role.put("token_ttl", "1m");
    ground.write("auth/kubernetes/role/" + ROLE, role);
    return ground;
  }

  private static String policy() {
    try {
      return Files.readString(Path.of(POLICY));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(String path, Map<String, ?> fields) {
    vault.root().write(path, fields).orThrow();
  }

  /** With a connection of its own, whose login may only sign. */
  String connections() {
    ObjectNode all = Serialization.unmarshal(vault.connections(), ObjectNode.class);
    ObjectNode own = all.path("default").deepCopy();
    JsonNode _ = all.set("evidence", own.put("role", ROLE));
    return all.toString();
  }

  String transit() {
    return "{\"connection\": \"evidence\", \"key\": \"leasehold-evidence\"}";
  }

  /** What {@code vault read -format=json} prints of the key. */
  String read() {
    return vault.root().read(KEY).orThrow().body().toString();
  }

  void rotate() {
    write(KEY + "/rotate", Map.of());
  }

  /** Somebody makes another key of that name. */
  void replace(String type) {
    write(KEY + "/config", Map.of("deletion_allowed", true));
    vault.root().delete(KEY).orThrow();
    write(KEY, Map.of("type", type));
  }
}
