package dev.leasehold.guard;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The request by which the guard is tried, as it is stored. While the guard is off, or takes
 * another account for the operator, others may change it, and trials would pass or fail by what is
 * there already: with a finalizer and a deletion, a status, or as much metadata as a request may
 * have, for ever.
 *
 * @param status the fields of its status
 */
record StoredCanary(ObjectMeta metadata, Set<String> status) {
  /** Under this key the guard's epoch is noted. */
  static final String EPOCH = "leasehold-operator/guard-epoch";

  /** The merge patch of its status that takes off all of it. */
  static final String NO_STATUS = "{\"status\": null}";

  /**
   * As much metadata as policies of others may add, in characters of JSON. The guard allows six
   * times as much, and its trials add some themselves.
   */
  private static final int ROOM = 65_536;

  /** The rest of what metadata may be large by. */
  private static final String REST =
      ", \"labels\": null, \"ownerReferences\": null, \"managedFields\": [{}]";

  /** What the guard itself says of a request when it is made. */
  private static final Set<String> ITS_OWN =
      Set.of(
          EPOCH,
          "leasehold.dev/applied-by",
          "leasehold.dev/applied-as",
          "leasehold.dev/requested-by",
          "leasehold.dev/requested-by-wildcard",
          "leasehold.dev/secret-visible");

  /** By default of its definition every request has this. */
  private static final Set<String> DEFAULT_STATUS = Set.of("observedGeneration");

  /** Reads what the API server has answered. */
  static StoredCanary of(String body) {
    GenericKubernetesResource stored =
        Serialization.unmarshal(body, GenericKubernetesResource.class);
    return new StoredCanary(
        stored.getMetadata(),
        stored.get("status") instanceof Map<?, ?> status
            ? status.keySet().stream().map(String::valueOf).collect(Collectors.toUnmodifiableSet())
            : Set.of());
  }

  Map<String, String> annotations() {
    return Objects.requireNonNullElse(metadata.getAnnotations(), Map.of());
  }

  /** Whether it has a status, which the guard allows nobody to write. */
  boolean judged() {
    return !DEFAULT_STATUS.containsAll(status);
  }

  /** The merge patch that takes off what does not belong in its metadata, if anything does. */
  Optional<String> cleared() {
    boolean large = Serialization.asJson(metadata).length() > ROOM;
    List<String> strange =
        annotations().keySet().stream()
            .filter(key -> !ITS_OWN.contains(key) && (large || isOurs(key)))
            .sorted()
            .map(key -> Serialization.asJson(key) + ": null")
            .toList();
    return large || !metadata.getFinalizers().isEmpty() || !strange.isEmpty()
        ? Optional.of(
            "{\"metadata\": {\"annotations\": {%s}, \"finalizers\": null%s}}"
                .formatted(String.join(", ", strange), large ? REST : ""))
        : Optional.empty();
  }

  /** Words, stamps, and what only the operator writes; trials look at no others. */
  private static boolean isOurs(String key) {
    String domain = key.substring(0, Math.max(0, key.indexOf('/')));
    return domain.equals("leasehold-operator")
        || domain.equals("leasehold.dev")
        || domain.endsWith(".leasehold.dev");
  }
}
