package dev.leasehold.audit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leasehold.model.Freeze;
import dev.leasehold.model.RequestRef;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The facts of one entry. What is absent, or not of the form of the schema, is not said. */
record Said(JsonNode predicate) {
  /** Of one entry; the API server stores no more. */
  private static final int MAX_APPROVALS = 64;

  String text(String name) {
    return Excerpt.of(predicate.path(name).asText(""));
  }

  Optional<Boolean> flag(String name) {
    JsonNode value = predicate.path(name);
    return value.isBoolean() ? Optional.of(value.booleanValue()) : Optional.empty();
  }

  Optional<Duration> duration(String name) {
    try {
      return Optional.of(Duration.parse(predicate.path(name).asText()));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  String reason() {
    return Excerpt.of(predicate.path("reason").path("code").asText(""));
  }

  String message() {
    return Excerpt.of(predicate.path("reason").path("message").asText(""));
  }

  /** Of how many more the same could be said. */
  long others() {
    return Math.max(0, predicate.path("more").asLong());
  }

  /** Whether the entry names this fact, be it an empty list. */
  boolean has(String name) {
    return predicate.has(name);
  }

  /** Whether the facts did not fit into the entry. */
  boolean isCut() {
    return predicate.has("cut");
  }

  Optional<Instant> windowStart() {
    return instant(predicate.path("window").path("start"));
  }

  Optional<Instant> windowEnd() {
    return instant(predicate.path("window").path("end"));
  }

  RequestRef request() {
    JsonNode request = predicate.path("request");
    return new RequestRef(
        Excerpt.of(request.path("namespace").asText()),
        Excerpt.of(request.path("name").asText()),
        Excerpt.of(request.path("uid").asText()));
  }

  /** Whether it is about the offboarding of an identity, and no request. */
  boolean isOfIdentity() {
    JsonNode request = predicate.path("request");
    return Freeze.isRef(
        new RequestRef(
            request.path("namespace").asText(),
            request.path("name").asText(),
            request.path("uid").asText()));
  }

  List<Approver> approvals() {
    List<Approver> all = new ArrayList<>();
    for (JsonNode each : predicate.path("approvals")) {
      if (all.size() < MAX_APPROVALS) {
        all.add(
            new Approver(
                Excerpt.of(each.path("approver").asText()),
                instant(each.path("at")),
                each.path("method").asText()));
      }
    }
    return all;
  }

  static Optional<Instant> instant(JsonNode value) {
    try {
      return Optional.of(Instant.parse(value.asText()));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
