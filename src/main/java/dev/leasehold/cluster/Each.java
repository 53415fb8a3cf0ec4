package dev.leasehold.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Goes through many objects, none of which keeps the others from their turn. */
public final class Each {
  private static final Logger LOG = Logger.getLogger(Each.class);

  private Each() {}

  public static <T extends HasMetadata> void of(Stream<T> all, Consumer<T> work) {
    all.forEach(
        object -> {
          try {
            work.accept(object);
          } catch (RuntimeException e) {
            LOG.errorf(
                e,
                "%s %s/%s could not be looked at",
                object.getKind(),
                object.getMetadata().getNamespace(),
                object.getMetadata().getName());
          }
        });
  }
}
