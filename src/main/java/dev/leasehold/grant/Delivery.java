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

  /** Replaces the whole Secret, keys prefixed by target where the grant has several. */
  Outcome<ObjectRef> deliver(Grant grant, Map<String, Credential> byTarget);

  /** Removes the Secret, if it is ours, and proves it gone. */
  Removal remove(Grant grant, Optional<ObjectRef> known);
}
