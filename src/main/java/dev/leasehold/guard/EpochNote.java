package dev.leasehold.guard;

import java.util.Optional;

/**
 * Where it is noted, beyond the life of one process, since when the guard was never seen failing.
 * Each throws {@link io.fabric8.kubernetes.client.KubernetesClientException} if it cannot be done.
 */
public interface EpochNote {
  /** Empty where nothing was ever noted. */
  Optional<String> noted();

  void write(String epoch);
}
