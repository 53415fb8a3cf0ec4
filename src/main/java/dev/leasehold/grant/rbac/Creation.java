package dev.leasehold.grant.rbac;

import dev.leasehold.grant.Outcome;
import dev.leasehold.grant.Unavailable;
import dev.leasehold.model.Grant;
import dev.leasehold.model.ObjectRef;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.function.Function;

/**
 * Creates an object by its own name and, where that name is taken, says whether it is this grant's
 * already. Nothing is ever adopted on the strength of a name.
 */
final class Creation {
  private static final int TRIES = 2;

  private final Cluster cluster;

  Creation(Cluster cluster) {
    this.cluster = cluster;
  }

  /**
   * @param ours what to do with one that is there already and is this grant's
   */
  Outcome<ObjectRef> create(
      Address address,
      Object object,
      Grant grant,
      Function<Reply.Present, Outcome<ObjectRef>> ours) {
    for (int tries = 0; tries < TRIES; tries++) {
      Reply reply = cluster.create(address, object);
      if (reply instanceof Reply.Taken) {
        reply = cluster.get(address);
        if (reply instanceof Reply.Absent) {
          continue;
        }
        if (reply instanceof Reply.Present found) {
          return found(address, found, grant, ours);
        }
      }
      return created(address, reply);
    }
    throw contended(address);
  }

  static ObjectRef ref(Address address, ObjectMeta metadata) {
    return address.withUid(metadata.getUid());
  }

  private static Outcome<ObjectRef> created(Address address, Reply reply) {
    return switch (reply) {
      case Reply.Present made -> new Outcome.Done<>(ref(address, made.metadata()));
      case Reply.NoNamespace(boolean terminating) ->
          refused(
              ReasonCode.NAMESPACE_UNAVAILABLE,
              "Namespace "
                  + address.namespace()
                  + (terminating ? " is being deleted" : " does not exist")
                  + ", so "
                  + address
                  + " cannot be made; ask again when it exists.");
      case Reply.Fenced(String policy) ->
          refused(
              ReasonCode.FENCED,
              "Policy "
                  + policy
                  + " does not let the operator make "
                  + address
                  + "; compare the entitlement's roles with the chart's value bindable.");
      case Reply.Invalid(Reason reason) -> new Outcome.Refused<>(reason);
      case Reply.Absent _, Reply.Deleted _, Reply.Taken _, Reply.Conflict _ ->
          throw contended(address);
    };
  }

  private static Outcome<ObjectRef> found(
      Address address,
      Reply.Present found,
      Grant grant,
      Function<Reply.Present, Outcome<ObjectRef>> ours) {
    if (!Mark.isOn(found.metadata(), grant)) {
      return refused(
          ReasonCode.FOREIGN_OBJECT,
          address
              + " exists and is not this grant's, so it is left as it is. Delete it, or ask again"
              + " with another spec.requestId, which gives another name.");
    }
    if (found.terminating()) {
      throw new Unavailable(Deletion.heldBy(address, found.metadata()));
    }
    return ours.apply(found);
  }

  private static Outcome<ObjectRef> refused(ReasonCode code, String message) {
    return new Outcome.Refused<>(new Reason(code, message));
  }

  static Unavailable contended(Address address) {
    return Verdict.unavailable(ReasonCode.CONTENDED, address, "somebody else keeps changing it");
  }
}
