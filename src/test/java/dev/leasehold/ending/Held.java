package dev.leasehold.ending;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.List;

/** Objects that somebody keeps from going away by a finalizer of their own. */
final class Held {
  static final String BY = "example.com/hold";

  private Held() {}

  static <T extends HasMetadata> void by(Resource<T> resource) {
    resource.edit(object -> finalizers(object, List.of(BY)));
  }

  static <T extends HasMetadata> void release(Resource<T> resource) {
    resource.edit(object -> finalizers(object, List.of()));
  }

  private static <T extends HasMetadata> T finalizers(T object, List<String> finalizers) {
    object.getMetadata().setFinalizers(finalizers);
    return object;
  }
}
