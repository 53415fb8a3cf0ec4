package dev.leasehold.guard;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a policy or binding says, without what the API server adds to every one of them. */
record Spec(@Nullable Object content) {
  private static final Map<String, Object> DEFAULTS =
      Map.of("scope", "*", "matchPolicy", "Equivalent");

  static Spec of(GenericKubernetesResource object) {
    return new Spec(withoutDefaults(object.getAdditionalProperties().get("spec")));
  }

  private static @Nullable Object withoutDefaults(@Nullable Object value) {
    return switch (value) {
      case Map<?, ?> map -> withoutDefaults(map);
      case List<?> list -> list.stream().map(Spec::withoutDefaults).toList();
      case null, default -> value;
    };
  }

  /** An empty selector selects everything, as an absent one does. */
  private static Map<String, Object> withoutDefaults(Map<?, ?> map) {
    Map<String, Object> kept = new TreeMap<>();
    map.forEach(
        (key, value) -> {
          Object inner = withoutDefaults(value);
          if (inner != null && !inner.equals(Map.of()) && !inner.equals(DEFAULTS.get(key))) {
            kept.put((String) key, inner);
          }
        });
    return kept;
  }
}
