package dev.leasehold.ending;

import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;

/** Annotations as people write them. */
final class Notes {
  private Notes() {}

  static void merge(Resource<?> object, String key, String value) {
    object.patch(
        new PatchContext.Builder()
            .withPatchType(PatchType.JSON_MERGE)
            .withFieldManager("leasehold")
            .build(),
        Serialization.asJson(Map.of("metadata", Map.of("annotations", Map.of(key, value)))));
  }
}
