package dev.leasehold.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.leasehold.evidence.VerifierKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What {@code vault read -format=json transit/keys/KEY} prints. */
final class TransitDump {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FORM =
      "expected the output of vault read -format=json transit/keys/KEY, of a key of type ed25519 or"
          + " ecdsa-p256";

  private TransitDump() {}

  /**
   * A verifier key for each version, oldest first.
   *
   * @param name of the log
   * @throws IllegalArgumentException if it is anything else, or has a key of another type
   */
  static List<VerifierKey> read(String name, String json) {
    Map<Integer, VerifierKey> keys = new TreeMap<>();
    for (Map.Entry<String, JsonNode> version : tree(json).at("/data/keys").properties()) {
      String key = version.getValue().path("public_key").asText();
      if (!version.getKey().matches("[1-9][0-9]{0,8}") || key.isEmpty()) {
        throw new IllegalArgumentException(FORM);
      }
      keys.put(Integer.valueOf(version.getKey()), VerifierKey.ofPublic(name, key));
    }
    if (keys.isEmpty()) {
      throw new IllegalArgumentException(FORM);
    }
    return new ArrayList<>(keys.values());
  }

  private static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(FORM, e);
    }
  }
}
