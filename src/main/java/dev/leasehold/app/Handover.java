package dev.leasehold.app;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the process that leads leaves on the Lease for the next one, with each renewal: an
 * annotation.
 */
final class Handover {
  private final String annotation;
  private final Supplier<Optional<String>> now;
  private volatile Optional<String> found = Optional.empty();

  /**
   * @param now what is to be left at present; where it is empty, what there is stays
   */
  Handover(String annotation, Supplier<Optional<String>> now) {
    this.annotation = annotation;
    this.now = now;
  }

  /** The Lease with what is to be left. */
  Lease on(Lease lease) {
    return now.get()
        .map(
            text ->
                new LeaseBuilder(lease)
                    .editMetadata()
                    .addToAnnotations(annotation, text)
                    .endMetadata()
                    .build())
        .orElse(lease);
  }

  /** Keeps what was left on the Lease that this process takes. */
  void take(Lease lease) {
    found =
        Optional.ofNullable(lease.getMetadata().getAnnotations())
            .map((Map<String, String> all) -> all.get(annotation));
  }

  /** What was left for this process; empty if there was nothing, or it does not lead. */
  Optional<String> found() {
    return found;
  }
}
