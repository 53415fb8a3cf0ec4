package dev.leasehold.grant.vault;

import io.github.jopenlibs.vault.json.Json;
import io.github.jopenlibs.vault.json.JsonObject;
import io.github.jopenlibs.vault.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** One answer of Vault; never printed, since a credential may be in it. */
final class Answer {
  private final int status;
  private final JsonObject body;

  Answer(int status, JsonObject body) {
    this.status = status;
    this.body = body;
  }

  /** What is no JSON says nothing. */
  static Answer of(int status, byte[] body) {
    try {
      return new Answer(status, Json.parse(new String(body, StandardCharsets.UTF_8)).asObject());
    } catch (RuntimeException e) {
      return new Answer(status, new JsonObject());
    }
  }

  int status() {
    return status;
  }

  boolean succeeded() {
    return status / 100 == 2;
  }

  boolean forbidden() {
    return status == 403;
  }

  /** Whether Vault says so among the errors; 403 and 400 mean many things. */
  boolean says(String words) {
    JsonValue errors = body.get("errors");
    if (errors == null || !errors.isArray()) {
      return false;
    }
    return errors.asArray().values().stream()
        .anyMatch(error -> error.isString() && error.asString().contains(words));
  }

  /** What was read. */
  JsonObject data() {
    return section("data");
  }

  /** The token that was made, looked up or renewed. */
  JsonObject auth() {
    return section("auth");
  }

  private JsonObject section(String name) {
    JsonValue value = body.get(name);
    return value == null || !value.isObject() ? new JsonObject() : value.asObject();
  }

  Optional<String> leaseId() {
    return text(body, "lease_id");
  }

  long leaseSeconds() {
    return number(body, "lease_duration");
  }

  static Optional<String> text(JsonObject object, String name) {
    JsonValue value = object.get(name);
    return value == null || !value.isString() || value.asString().isEmpty()
        ? Optional.empty()
        : Optional.of(value.asString());
  }

  static long number(JsonObject object, String name) {
    JsonValue value = object.get(name);
    return value == null || !value.isNumber() ? 0 : (long) value.asDouble();
  }

  static boolean isTrue(JsonObject object, String name) {
    JsonValue value = object.get(name);
    return value != null && value.isTrue();
  }

  @Override
  public String toString() {
    return "[answer " + status + "]";
  }
}
