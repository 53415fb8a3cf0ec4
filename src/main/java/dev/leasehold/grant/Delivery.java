package dev.leasehold.grant;

import dev.leasehold.model.Grant;
import dev.leasehold.model.ObjectRef;
import dev.leasehold.model.RequestRef;
import java.util.Map;
import java.util.Optional;

/** Puts credentials into the one Secret that the workload mounts, and takes that Secret away. */
public interface Delivery {
  /** Whether a Secret of that name is free or already this request's. */
  Outcome<Boolean> available(RequestRef request, String secretName);

  /**
   * Puts the whole Secret in place, keys prefixed by target where the grant has several. With the
   * known one it takes one call and replaces only that.
   */
  Outcome<ObjectRef> deliver(
      Grant grant, Map<String, Credential> byTarget, Optional<ObjectRef> known);

  /**
   * What {@link #deliver} would come to now, without a credential: nothing is written. Whoever was
   * refused before finds out with it whether it is worth making another credential.
   */
  Outcome<Boolean> rehearse(Grant grant, Optional<ObjectRef> known);

  /** The same where it is not known whether there is one already. */
  default Outcome<ObjectRef> deliver(Grant grant, Map<String, Credential> byTarget) {
    return deliver(grant, byTarget, Optional.empty());
  }

  /** Removes the Secret, if it is ours, and proves it gone. */
  Removal remove(Grant grant, Optional<ObjectRef> known);
}
