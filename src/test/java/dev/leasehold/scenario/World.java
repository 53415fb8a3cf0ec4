package dev.leasehold.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.AccessRequest;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The objects that are there, as trees, by {@code Kind namespace/name} or {@code Kind name}. */
final class World {
  /** The request that every scenario is about. */
  static final String REQUEST = "AccessRequest payments/nightly-report";

  private static final String OFFER = "{offer}";

  private final Map<String, Map<String, Object>> objects = new LinkedHashMap<>();

  /** The shop of shop.yaml and nothing else. */
  static World shop() {
    World world = new World();
    Scenario.documents(Scenario.FOLDER.resolve("shop.yaml")).forEach(world::merge);
    return world;
  }

  /** Adds an object, or changes one that is there, as a JSON merge patch would. */
  void merge(String document) {
    Map<String, Object> change = Scenario.tree(document.replace(OFFER, offer()));
    String key = key(change);
    objects.put(key, merged(objects.getOrDefault(key, Map.of()), change));
  }

  void put(HasMetadata object) {
    Map<String, Object> tree = Scenario.tree(Serialization.asJson(object));
    objects.put(key(tree), tree);
  }

  void remove(String key) {
    if (objects.remove(key) == null) {
      throw new IllegalArgumentException(key + " is not there, so it cannot go");
    }
  }

  <T> Optional<T> find(String key, Class<T> type) {
    return Optional.ofNullable(objects.get(key))
        .map(tree -> Serialization.unmarshal(Serialization.asJson(tree), type));
  }

  Stream<AccessRecord> records() {
    return all("AccessRecord", AccessRecord.class);
  }

  <T> Stream<T> all(String kind, Class<T> type) {
    return objects.keySet().stream()
        .filter(key -> key.startsWith(kind + " "))
        .map(key -> find(key, type).orElseThrow());
  }

  AccessRequest request() {
    return find(REQUEST, AccessRequest.class).orElseThrow();
  }

  private String offer() {
    return find(REQUEST, AccessRequest.class)
        .map(AccessRequest::getStatus)
        .flatMap(status -> Optional.ofNullable(status.offer()))
        .map(offer -> offer.digest())
        .orElse(OFFER);
  }

  private static String key(Map<String, Object> tree) {
    JsonNode meta =
        Serialization.unmarshal(Serialization.asJson(tree.get("metadata")), JsonNode.class);
    String namespace = meta.path("namespace").asText("");
    String name = meta.path("name").asText();
    return tree.get("kind") + " " + (namespace.isEmpty() ? name : namespace + "/" + name);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> merged(
      Map<String, Object> before, Map<String, Object> change) {
    Map<String, Object> after = new LinkedHashMap<>(before);
    change.forEach(
        (key, value) -> {
          if (value == null) {
            after.remove(key);
          } else if (value instanceof Map<?, ?> inner) {
            Object old = Objects.requireNonNullElse(after.get(key), Map.of());
            Map<String, Object> from =
                old instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
            after.put(key, merged(from, (Map<String, Object>) inner));
          } else {
            after.put(key, value);
          }
        });
    return after;
  }
}
