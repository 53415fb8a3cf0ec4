package dev.leasehold.app;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the process that leads leaves on the Lease for the next one, with each renewal: annotations.
 */
final class Handover {
  private final Map<String, Supplier<Optional<String>>> now;
  private volatile Map<String, String> found = Map.of();

  /**
   * @param now what is to be left at present, by annotation; where it is empty, what there is stays
   */
  Handover(Map<String, Supplier<Optional<String>>> now) {
    this.now = Map.copyOf(now);
  }

  /** The Lease with what is to be left. */
  Lease on(Lease lease) {
    Map<String, String> left = new HashMap<>();
    now.forEach((annotation, text) -> text.get().ifPresent(it -> left.put(annotation, it)));
    return left.isEmpty()
        ? lease
        : new LeaseBuilder(lease).editMetadata().addToAnnotations(left).endMetadata().build();
  }

  /** Keeps what was left on the Lease that this process takes. */
  void take(Lease lease) {
    Map<String, String> there = lease.getMetadata().getAnnotations();
    found = there == null ? Map.of() : Map.copyOf(there);
  }

  /** What was left for this process; empty if there was nothing, or it does not lead. */
  Optional<String> found(String annotation) {
    return Optional.ofNullable(found.get(annotation));
  }
}
