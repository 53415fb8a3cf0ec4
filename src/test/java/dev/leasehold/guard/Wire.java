package dev.leasehold.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Writes of any kind of object, and how the guard refuses them. */
final class Wire {
  private Wire() {}

  static GenericKubernetesResource parse(String yaml) {
    return Serialization.unmarshal(yaml, GenericKubernetesResource.class);
  }

  static GenericKubernetesResource create(KubernetesClient who, String yaml) {
    return who.resource(parse(yaml)).create();
  }

  static GenericKubernetesResource merge(
      KubernetesClient who, GenericKubernetesResource object, String json) {
    return who.resource(object).patch(PatchContext.of(PatchType.JSON_MERGE), json);
  }

  /** Server-side apply, by this manager, of the labels and annotations that are there already. */
  static GenericKubernetesResource claim(
      KubernetesClient who, GenericKubernetesResource object, String manager) {
    Map<String, Object> metadata = new HashMap<>();
    metadata.put("name", object.getMetadata().getName());
    metadata.put("namespace", object.getMetadata().getNamespace());
    metadata.put("labels", object.getMetadata().getLabels());
    metadata.put("annotations", object.getMetadata().getAnnotations());
    metadata.values().removeIf(Map.of()::equals);
    String json =
        Serialization.asJson(
            Map.of(
                "apiVersion",
                object.getApiVersion(),
                "kind",
                object.getKind(),
                "metadata",
                metadata));
    return who.resource(object)
        .patch(
            new PatchContext.Builder()
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .withFieldManager(manager)
                .withForce(false)
                .build(),
            json);
  }

  static GenericKubernetesResource mergeStatus(
      KubernetesClient who, GenericKubernetesResource object, String json) {
    return who.resource(object)
        .subresource("status")
        .patch(PatchContext.of(PatchType.JSON_MERGE), json);
  }

  /** The creation is refused in this policy's name, and no such object is there. */
  static AbstractThrowableAssert<?, ? extends Throwable> assertNotMade(
      String policy, KubernetesClient who, String yaml) {
    AbstractThrowableAssert<?, ? extends Throwable> refusal =
        assertRefused(policy, () -> create(who, yaml));
    assertThat(who.resource(parse(yaml)).get()).isNull();
    return refusal;
  }

  /** The write is refused in this policy's name. */
  static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
      String policy, ThrowingCallable write) {
    return assertThatThrownBy(write)
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining(named(policy));
  }

  /** The write is refused by all of these; which of them is named changes from start to start. */
  static void assertRefusedByOneOf(List<String> policies, ThrowingCallable write) {
    assertThatThrownBy(write)
        .isInstanceOf(KubernetesClientException.class)
        .message()
        .containsAnyOf(policies.stream().map(Wire::named).toArray(String[]::new));
  }

  private static String named(String policy) {
    return "ValidatingAdmissionPolicy '%s' with binding".formatted(policy);
  }
}
