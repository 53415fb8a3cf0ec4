package dev.leasehold.status;

import dev.leasehold.api.v1alpha1.AccessRecord;
import dev.leasehold.api.v1alpha1.Owners;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonGroup;

/** Names who can do something about another system: the catalog's owner of the machinery. */
public final class Blame {
  private Blame() {}

  /** What is ours stays as it is. */
  public static Reason of(AccessRecord record, Reason reason) {
    Owners owners = record.getSpec().entitlement().owners();
    return owners == null || reason.code().group() != ReasonGroup.VAULT
        ? reason
        : new Reason(
            reason.code(),
            reason.message()
                + " Its owner is "
                + owners.provisioning().team()
                + " ("
                + owners.provisioning().contact()
                + ").");
  }
}
