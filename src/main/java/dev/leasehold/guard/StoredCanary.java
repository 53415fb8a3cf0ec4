package dev.leasehold.guard;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The request by which the guard is tried, as it is stored. While the guard is off anybody who may
 * write requests may change it, and trials would pass or fail by what is there already; with a
 * finalizer and a deletion they would fail for ever.
 */
record StoredCanary(Map<String, String> annotations, List<String> finalizers) {
  /** Under this key the guard's epoch is noted. */
  static final String EPOCH = "leasehold-operator/guard-epoch";

  /** What the guard itself says of a request when it is made. */
  private static final Set<String> ITS_OWN =
      Set.of(
          EPOCH,
          "leasehold.dev/applied-by",
          "leasehold.dev/applied-as",
          "leasehold.dev/requested-by",
          "leasehold.dev/requested-by-wildcard",
          "leasehold.dev/secret-visible");

  /** Reads what the API server has answered. */
  static StoredCanary of(String body) {
    ObjectMeta metadata =
        Serialization.unmarshal(body, GenericKubernetesResource.class).getMetadata();
    return new StoredCanary(
        Objects.requireNonNullElse(metadata.getAnnotations(), Map.of()), metadata.getFinalizers());
  }

  /** The merge patch that takes off what does not belong there, if anything does. */
  Optional<String> cleared() {
    List<String> strange =
        annotations.keySet().stream()
            .filter(key -> !ITS_OWN.contains(key) && isOurs(key))
            .sorted()
            .map(key -> Serialization.asJson(key) + ": null")
            .toList();
    return strange.isEmpty() && finalizers.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "{\"metadata\": {\"annotations\": {%s}, \"finalizers\": null}}"
                .formatted(String.join(", ", strange)));
  }

  /** Words, stamps, and what only the operator writes; trials look at no others. */
  private static boolean isOurs(String key) {
    String domain = key.substring(0, Math.max(0, key.indexOf('/')));
    return domain.equals("leasehold-operator")
        || domain.equals("leasehold.dev")
        || domain.endsWith(".leasehold.dev");
  }
}
