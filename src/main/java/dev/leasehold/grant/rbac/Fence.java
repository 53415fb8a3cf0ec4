package dev.leasehold.grant.rbac;

import dev.leasehold.grant.Unavailable;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.RequestRef;

/**
 * Asks the admission policies whose a Secret is, since the operator may not read it: they refuse
 * every write of its to a Secret that does not carry the same request's mark. All are dry runs.
 */
final class Fence {
  private static final String NOBODY = "00000000-0000-0000-0000-000000000000";

  private final Cluster cluster;

  Fence(Cluster cluster) {
    this.cluster = cluster;
  }

  /** Whose a Secret is, as far as that can be told. */
  sealed interface Owner {
    /** This request's, with this UID. */
    record Us(String uid) implements Owner {}

    /** There is one, and it is not this request's. */
    record Other() implements Owner {}

    /** There is none. */
    record Nobody() implements Owner {}

    /** It cannot be told. */
    record Unknown(Reason reason) implements Owner {}
  }

  /** Throws {@link Unavailable} where the API server does not answer. */
  Owner ownerOf(Address address, RequestRef request) {
    return switch (cluster.tryDelete(address)) {
      case Reply.Absent _, Reply.NoNamespace _ -> new Owner.Nobody();
      case Reply.Fenced _ -> new Owner.Other();
      case Reply.Present _, Reply.Deleted _ -> markedOwner(address, request);
      case Reply.Invalid(Reason reason) -> new Owner.Unknown(reason);
      case Reply.Taken _, Reply.Conflict _ -> throw Creation.contended(address);
    };
  }

  /**
   * Its mark is one of ours, unless the fence is down: then the same write in nobody's name would
   * be let through too.
   */
  private Owner markedOwner(Address address, RequestRef request) {
    RequestRef nobody = new RequestRef(request.namespace(), request.name(), NOBODY);
    return switch (cluster.tryReplace(address, DeliveredSecret.empty(nobody, address))) {
      case Reply.Fenced _ -> sameRequest(address, request);
      case Reply.Absent _ -> new Owner.Nobody();
      case Reply.Present _ ->
          new Owner.Unknown(
              new Reason(
                  ReasonCode.GUARD_NOT_LIVE,
                  "The policies that tell whose "
                      + address
                      + " is are not in force; restore the chart's admission policies."));
      case Reply.Invalid _ -> new Owner.Unknown(immutable(address));
      case Reply.Deleted _, Reply.NoNamespace _, Reply.Taken _, Reply.Conflict _ ->
          throw Creation.contended(address);
    };
  }

  private Owner sameRequest(Address address, RequestRef request) {
    return switch (cluster.tryReplace(address, DeliveredSecret.empty(request, address))) {
      case Reply.Present ours -> new Owner.Us(ours.metadata().getUid());
      case Reply.Fenced _ -> new Owner.Other();
      case Reply.Absent _ -> new Owner.Nobody();
      case Reply.Invalid _ -> new Owner.Unknown(immutable(address));
      case Reply.Deleted _, Reply.NoNamespace _, Reply.Taken _, Reply.Conflict _ ->
          throw Creation.contended(address);
    };
  }

  static Reason notOurs(Address address) {
    return new Reason(
        ReasonCode.SECRET_NOT_OURS,
        address
            + " exists and is not this request's, so it is left as it is. Delete it, or ask again"
            + " with another spec.secretName.");
  }

  static Reason immutable(Address address) {
    return new Reason(
        ReasonCode.SECRET_IMMUTABLE,
        address + " was made immutable or of another type by somebody; delete it.");
  }
}
