package dev.leasehold.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leasehold.lab.Person;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;

/** An AccessRequest on the stage. */
record StagedRequest(Stage stage, String namespace, String name) {
  static final String DIGEST = "0123456789abcdef".repeat(4);
  static final String OTHER_DIGEST = "fedcba9876543210".repeat(4);
  static final String APPROVE = "leasehold.dev/approve";
  static final String QUOTE = DIGEST.substring(0, 16);

  /** So that each word can be written; it is not owed of all that is offered. */
  private static final Map<String, String> REVIEW_OWED =
      Map.of(
          "type",
          "ReviewRequired",
          "status",
          "True",
          "reason",
          "ReviewRequired",
          "message",
          "somebody has to look",
          "lastTransitionTime",
          "2030-01-01T00:00:00Z");

  String manifest(Map<String, String> annotations) {
    return """
    apiVersion: leasehold.dev/v1alpha1
    kind: AccessRequest
    metadata: {name: %s, namespace: %s, annotations: %s}
    spec:
      entitlement: {catalog: payments, name: orders-reader}
      subject: {serviceAccountName: nightly}
      duration: 4h
      requestId: "1"
    """
        .formatted(name, namespace, Serialization.asJson(annotations));
  }

  GenericKubernetesResource now() {
    return stage.lab().adminClient().resource(Wire.parse(manifest(Map.of()))).get();
  }

  Map<String, String> annotations() {
    return new HashMap<>(now().getMetadata().getAnnotations());
  }

  String uid() {
    return now().getMetadata().getUid();
  }

  /** The stamp that the guard gives. */
  String stamp(String digest, String roles, String user) {
    return "%s %s %s %s".formatted(uid(), digest, roles, user);
  }

  StagedRequest offer(String... roles) {
    return offer(DIGEST, false, roles);
  }

  /** The operator offers this, in place of what it offered before. */
  StagedRequest offer(String digest, boolean allowSubjectControllers, String... roles) {
    Map<String, Object> offer = new LinkedHashMap<>();
    offer.put("digest", digest);
    offer.put("nonce", "0123456789abcdef");
    offer.put("guard", "0123456789abcdef");
    offer.put("roles", List.of(roles));
    offer.put("renewal", 0);
    offer.put("decideBy", "2030-01-01T00:00:00Z");
    offer.put("duration", "4h");
    if (allowSubjectControllers) {
      offer.put("allowSubjectControllers", true);
    }
    return status(Map.of("offer", offer, "conditions", List.of(REVIEW_OWED)));
  }

  /** The operator says so. */
  StagedRequest status(Map<String, ?> fields) {
    Wire.mergeStatus(stage.operator(), now(), Serialization.asJson(Map.of("status", fields)));
    return this;
  }

  StagedRequest annotate(Person who, String key, @Nullable String value) {
    return annotate(stage.as(who), key, value);
  }

  /** Sets one annotation, or removes it. */
  StagedRequest annotate(KubernetesClient who, String key, @Nullable String value) {
    Map<String, @Nullable String> annotations = new HashMap<>();
    annotations.put(key, value);
    return patch(who, Map.of("annotations", annotations));
  }

  StagedRequest patch(KubernetesClient who, Map<String, ?> metadata) {
    Wire.merge(who, now(), Serialization.asJson(Map.of("metadata", metadata)));
    return this;
  }

  /** The write is refused in this policy's name, and nothing has changed. */
  AbstractThrowableAssert<?, ? extends Throwable> refuses(String policy, ThrowingCallable write) {
    String before = Serialization.asJson(now());
    AbstractThrowableAssert<?, ? extends Throwable> refusal = Wire.assertRefused(policy, write);
    assertThat(Serialization.asJson(now())).isEqualTo(before);
    return refusal;
  }

  /** This person's annotation is refused in this policy's name, and nothing has changed. */
  AbstractThrowableAssert<?, ? extends Throwable> refuses(
      String policy, Person who, String key, String value) {
    return refuses(policy, () -> annotate(who, key, value));
  }
}
