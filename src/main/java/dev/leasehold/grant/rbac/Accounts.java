package dev.leasehold.grant.rbac;

import dev.leasehold.grant.Outcome;
import dev.leasehold.grant.Removal;
import dev.leasehold.model.Grant;
import dev.leasehold.model.ObjectRef;
import dev.leasehold.model.Target;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import java.util.Optional;

/** The service accounts of grants, one for each token target, where no pod can run as them. */
final class Accounts {
  private final Names names;
  private final Creation creation;
  private final Deletion deletion;

  Accounts(Cluster cluster, Names names) {
    this.names = names;
    this.creation = new Creation(cluster);
    this.deletion = new Deletion(cluster);
  }

  Outcome<ObjectRef> ensure(Grant grant, Target target) {
    Address address = names.account(grant, target);
    ServiceAccount wanted =
        new ServiceAccountBuilder()
            .withMetadata(Mark.ofTarget(grant, target, address))
            .withAutomountServiceAccountToken(false)
            .build();
    return creation.create(
        address,
        wanted,
        grant,
        found -> new Outcome.Done<>(Creation.ref(address, found.metadata())));
  }

  /** Takes the account away, and with it every token that was ever minted for it. */
  Removal remove(Grant grant, Target target, Optional<String> uid) {
    return deletion.delete(names.account(grant, target), uid, grant);
  }
}
