package dev.leasehold.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.utils.Serialization;

/** One object as it stands in a file. */
record Manifest(Place place, JsonNode json) {
  static final String OURS = "leasehold.dev/v1alpha1";

  String apiVersion() {
    return json.path("apiVersion").asText();
  }

  String kind() {
    return json.path("kind").asText();
  }

  boolean is(String apiVersion, String kind) {
    return apiVersion().equals(apiVersion) && kind().equals(kind);
  }

  String name() {
    return json.path("metadata").path("name").asText();
  }

  /** The one of kubectl, where the manifest names none. */
  String namespace() {
    return json.path("metadata").path("namespace").asText("default");
  }

  /** The file and which of its documents it is. */
  String where() {
    return place.text();
  }

  /** As it would be created, except that an approver may accept less already. */
  Manifest withoutStatusButItsLimit() {
    ObjectNode created = json.deepCopy();
    JsonNode limit = json.path("status").path("limit");
    created.remove("status");
    if (limit.isObject()) {
      created.putObject("status").set("limit", limit);
    }
    return new Manifest(place, created);
  }

  <T> T as(Class<T> type) {
    return Serialization.unmarshal(json.toString(), type);
  }
}
