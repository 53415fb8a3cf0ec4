package dev.leasehold.cli;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The one way in which commands write: an annotation, on the very object that was shown. */
final class Writing {
  /** So that tools which apply the object do not take the annotation away again. */
  private static final String FIELD_MANAGER = "leasehold";

  private Writing() {}

  /**
   * Annotates it; an object that was deleted and made again under its name is another.
   *
   * @param onlyAsRead whether nothing is written if it has changed at all since it was read
   * @throws KubernetesClientException if the API server refuses
   */
  static <T extends HasMetadata> void annotate(
      Resource<T> place, T read, String key, String value, boolean onlyAsRead) {
    Map<String, Object> metadata = metadata(read, key, value);
    if (onlyAsRead) {
      metadata.put("resourceVersion", read.getMetadata().getResourceVersion());
    }
    patch(place, metadata, List.of());
  }

  /**
   * Asks the API server, and with it the guard, whether it would take this, and writes nothing.
   *
   * @throws KubernetesClientException if it would refuse
   */
  static <T extends HasMetadata> void rehearse(
      Resource<T> place, T read, String key, String value) {
    patch(place, metadata(read, key, value), List.of("All"));
  }

  private static Map<String, Object> metadata(HasMetadata read, String key, String value) {
    Map<String, Object> metadata = new HashMap<>();
    metadata.put("uid", read.getMetadata().getUid());
    metadata.put("annotations", Map.of(key, value));
    return metadata;
  }

  private static <T extends HasMetadata> void patch(
      Resource<T> place, Map<String, Object> metadata, List<String> dryRun) {
    PatchContext context =
        new PatchContext.Builder()
            .withPatchType(PatchType.JSON_MERGE)
            .withFieldManager(FIELD_MANAGER)
            .withDryRun(dryRun)
            .build();
    place.patch(context, Serialization.asJson(Map.of("metadata", metadata)));
  }
}
