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

  /** As it would be created: the API server takes no status then. */
  Manifest withoutStatus() {
    ObjectNode created = json.deepCopy();
    created.remove("status");
    return new Manifest(place, created);
  }

  /**
   * As it would be created, except that an approver has accepted less already, if the file is what
   * the API server answered: nothing can be created from that.
   */
  Manifest withoutStatusButItsLimit() {
    Manifest created = withoutStatus();
    if (isAsRead() && hasLimit()) {
      ((ObjectNode) created.json).putObject("status").set("limit", limit());
    }
    return created;
  }

  /** Whether it has what only the API server adds; it refuses to create an object that has that. */
  boolean isAsRead() {
    JsonNode meta = json.path("metadata");
    return !meta.path("uid").asText().isEmpty() && !meta.path("resourceVersion").asText().isEmpty();
  }

  /** Whether its status says that somebody accepts less. */
  boolean hasLimit() {
    return limit().isObject();
  }

  /** Whether a status is written in it. */
  boolean hasStatus() {
    return !json.path("status").isEmpty();
  }

  private JsonNode limit() {
    return json.path("status").path("limit");
  }

  <T> T as(Class<T> type) {
    return Serialization.unmarshal(json.toString(), type);
  }
}
