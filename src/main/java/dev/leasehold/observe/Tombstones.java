package dev.leasehold.observe;

import dev.leasehold.model.Freeze;
import dev.leasehold.model.Subject;
import java.util.Optional;

/**
 * What is known to have ended by somebody who does not ask the cluster, such as the evidence log:
 * the cluster may have been put back to before that.
 */
public interface Tombstones {
  /** Where nobody knows of anything. */
  Tombstones NONE =
      new Tombstones() {
        @Override
        public boolean ended(String requestUid) {
          return false;
        }

        @Override
        public Optional<Freeze> offboarded(Subject identity) {
          return Optional.empty();
        }
      };

  /** Whether the request of this UID came to its end. */
  boolean ended(String requestUid);

  /** That the identity is offboarded, and when the latest time was. */
  Optional<Freeze> offboarded(Subject identity);
}
