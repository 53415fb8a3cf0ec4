package dev.leasehold.guard;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** As much of an object as tells whether it is still the same; the rest is skipped unread. */
@JsonIgnoreProperties(ignoreUnknown = true)
record Identified(Meta metadata) {
  /** Of the object. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Meta(
      @Nullable String name,
      @Nullable String uid,
      @Nullable Long generation,
      @Nullable String creationTimestamp,
      @Nullable String deletionTimestamp) {}

  /** A list of them. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record All(List<Identified> items) {
    All {
      items = Objects.requireNonNullElse(items, List.of());
    }
  }

  GenericKubernetesResource object(String kind) {
    GenericKubernetesResource object = new GenericKubernetesResource();
    object.setKind(kind);
    object.setMetadata(
        new ObjectMetaBuilder()
            .withName(metadata.name())
            .withUid(metadata.uid())
            .withGeneration(metadata.generation())
            .withCreationTimestamp(metadata.creationTimestamp())
            .withDeletionTimestamp(metadata.deletionTimestamp())
            .build());
    return object;
  }
}
