package dev.leasehold.guard;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks of the API server.
 *
 * @param resource with its subresource, as policies name it
 * @param verbs that who asks may do to whatever a policy asks about, by name
 * @param stamped whether mutating policies have had their turn; before, no validating policy looks
 */
record Write(
    String name,
    String operation,
    String resource,
    @Nullable Map<String, Object> object,
    @Nullable Map<String, Object> oldObject,
    String user,
    List<String> groups,
    List<String> verbs,
    boolean stamped) {
  /** As the program has it that evaluates policies. */
  String judgedBy(GenericKubernetesResource policy) {
    Map<String, @Nullable Object> json = new HashMap<>();
    json.put(validates(policy) ? "validating" : "mutating", policy);
    json.put("operation", operation);
    json.put("resource", resource.replaceFirst("/.*", ""));
    json.put("subresource", resource.replaceFirst("^[^/]*/?", ""));
    json.put("object", object);
    json.put("oldObject", oldObject);
    json.put("user", user);
    json.put("groups", groups);
    json.put("verbs", verbs);
    return Serialization.asJson(json);
  }

  /** Whether the API server asks this policy about it. */
  boolean concerns(GenericKubernetesResource policy) {
    Map<String, Object> constraints = policy.get("spec", "matchConstraints");
    return stamped == validates(policy)
        && selected(constraints.get("namespaceSelector"))
        && (constraints.get("objectSelector") == null
            || metadata().toString().contains("request-uid="))
        && rules(constraints).stream().anyMatch(this::matches);
  }

  private static boolean validates(GenericKubernetesResource policy) {
    return policy.getKind().startsWith("Validating");
  }

  private boolean matches(Map<String, List<String>> rule) {
    String group = Objects.toString(one().get("apiVersion")).replaceFirst("/?[^/]*$", "");
    return Objects.requireNonNull(rule.get("apiGroups")).contains(group)
        && Objects.requireNonNull(rule.get("resources")).contains(resource)
        && Objects.requireNonNull(rule.get("operations")).contains(operation);
  }

  /** The guard selects namespaces by their names alone. */
  private boolean selected(@Nullable Object selector) {
    return selector == null
        || selector.toString().contains("metadata.name=" + metadata().get("namespace") + "}");
  }

  private Map<String, Object> one() {
    return Objects.requireNonNull(object == null ? oldObject : object);
  }

  @SuppressWarnings("unchecked")
  private Map<String, Object> metadata() {
    return (Map<String, Object>) Objects.requireNonNull(one().get("metadata"));
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, List<String>>> rules(Map<String, Object> constraints) {
    return (List<Map<String, List<String>>>)
        Objects.requireNonNull(constraints.get("resourceRules"));
  }
}
