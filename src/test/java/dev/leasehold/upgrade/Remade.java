package dev.leasehold.upgrade;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.leasehold.lab.Lab;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts recorded objects into another API server: with the UIDs that they get there wherever others
 * name them, and all times moved by the same span.
 */
final class Remade {
  private static final Pattern TIME =
      Pattern.compile("20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");

  private final Lab lab;
  private final Duration moved;
  private final Map<String, String> uids = new LinkedHashMap<>();

  Remade(Lab lab, Duration moved) {
    this.lab = lab;
    this.moved = moved;
  }

  /** Makes all of them, and then gives those of our kinds their status. */
  void make(List<JsonNode> recorded) {
    for (JsonNode object : recorded) {
      ObjectNode made = renewed(object).deepCopy();
      made.remove("status");
      ((ObjectNode) made.get("metadata")).remove(List.of("uid", "creationTimestamp"));
      GenericKubernetesResource resource =
          lab.adminClient()
              .getKubernetesSerialization()
              .convertValue(made, GenericKubernetesResource.class);
      String uid = lab.adminClient().resource(resource).serverSideApply().getMetadata().getUid();
      uids.put(object.at("/metadata/uid").asText(), uid);
    }
    for (JsonNode object : recorded) {
      if (object.has("status") && object.path("apiVersion").asText().startsWith("leasehold.dev/")) {
        status(renewed(object));
      }
    }
  }

  private void status(JsonNode object) {
    GenericKubernetesResource resource =
        lab.adminClient()
            .getKubernetesSerialization()
            .convertValue(object, GenericKubernetesResource.class);
    resource.getMetadata().setUid(null);
    lab.adminClient()
        .resource(resource)
        .subresource("status")
        .patch(
            io.fabric8.kubernetes.client.dsl.base.PatchContext.of(
                io.fabric8.kubernetes.client.dsl.base.PatchType.JSON_MERGE),
            Serialization.asJson(Map.of("status", object.get("status"))));
  }

  private JsonNode renewed(JsonNode object) {
    String json = Serialization.asJson(object);
    for (Map.Entry<String, String> uid : uids.entrySet()) {
      json = json.replace(uid.getKey(), uid.getValue());
    }
    Matcher times = TIME.matcher(json);
    return Serialization.unmarshal(
        times.replaceAll(time -> Instant.parse(time.group()).plus(moved).toString()),
        JsonNode.class);
  }

  /** When what that request was granted ended, as it was recorded. */
  static Instant end(List<JsonNode> recorded, String name) {
    return recorded.stream()
        .filter(o -> o.path("kind").asText().equals("AccessRequest"))
        .filter(o -> o.at("/metadata/name").asText().equals(name))
        .map(o -> Instant.parse(o.at("/status/expiresAt").asText()))
        .findFirst()
        .orElseThrow();
  }
}
