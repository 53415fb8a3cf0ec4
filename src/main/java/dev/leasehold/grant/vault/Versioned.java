package dev.leasehold.grant.vault;

import io.github.jopenlibs.vault.json.JsonObject;
import io.github.jopenlibs.vault.json.JsonValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** A secret of version 2 of the key-value engine, which wraps what was stored. */
final class Versioned {
  private static final Set<String> PARTS = Set.of("data", "metadata");

  private Versioned() {}

  /** What is said of the version that was read; empty for version 1. */
  static Optional<JsonObject> metadata(JsonObject data) {
    JsonValue stored = data.get("data");
    JsonValue metadata = data.get("metadata");
    return Set.copyOf(data.names()).equals(PARTS)
            && stored.isObject()
            && metadata.isObject()
            && metadata.asObject().get("version") != null
        ? Optional.of(metadata.asObject())
        : Optional.empty();
  }

  /** What was done to the current version, where the answer says why there is none to read. */
  static Optional<String> gone(JsonObject data) {
    JsonValue metadata = data.get("metadata");
    if (metadata == null || !metadata.isObject() || metadata.asObject().get("version") == null) {
      return Optional.empty();
    }
    return Optional.of(Answer.isTrue(metadata.asObject(), "destroyed") ? "destroyed" : "deleted");
  }

  static JsonObject fields(JsonObject data) {
    return data.get("data").asObject();
  }

  static Optional<Instant> changedAt(JsonObject metadata) {
    try {
      return Answer.text(metadata, "created_time").map(Instant::parse);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
