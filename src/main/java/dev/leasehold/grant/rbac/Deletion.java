package dev.leasehold.grant.rbac;

import dev.leasehold.grant.Removal;
import dev.leasehold.grant.Unavailable;
import dev.leasehold.model.Grant;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.Optional;

/**
 * Deletes one object of a grant, by UID, and says what the answer proves. An object of the same
 * name that is not the grant's is left alone, and does not stand in the way of the proof.
 */
final class Deletion {
  static final String DELETED = "deleted for good";
  static final String NOT_FOUND = "not found (404)";
  static final String NO_NAMESPACE = "its namespace is not found (404)";
  private static final int TRIES = 3;

  private final Cluster cluster;

  Deletion(Cluster cluster) {
    this.cluster = cluster;
  }

  /** What to do about an object that stays, as a finalizer holds it or its deletion is refused. */
  @FunctionalInterface
  interface Held {
    Removal handle(Reply.Present object, Reason why);
  }

  Removal delete(Address address, Optional<String> uid, Grant grant) {
    return delete(address, uid, grant, (held, why) -> new Removal.Left(why));
  }

  /**
   * @param uid the UID if it is known; otherwise mark and owner decide whose the object is
   */
  Removal delete(Address address, Optional<String> uid, Grant grant, Held held) {
    try {
      return uid.map(known -> byUid(address, known, grant, held, TRIES))
          .orElseGet(() -> byName(address, "", grant, held, TRIES));
    } catch (Unavailable e) {
      return new Removal.Left(e.reason());
    }
  }

  private Removal byUid(Address address, String uid, Grant grant, Held held, int tries) {
    return switch (cluster.delete(address, uid)) {
      case Reply.Absent _ -> gone(address, uid, NOT_FOUND);
      case Reply.Deleted _ -> gone(address, uid, DELETED);
      case Reply.NoNamespace _ -> gone(address, uid, NO_NAMESPACE);
      case Reply.Present there when there.terminating() ->
          held.handle(there, heldBy(address, there.metadata()));
      // Some kinds are shown once more as they were when they are deleted for good.
      case Reply.Present _ -> gone(address, uid, DELETED);
      // Ours is gone, or the answer is about something else: whatever has the name is judged anew.
      case Reply.Conflict _ -> byName(address, uid, grant, held, tries - 1);
      case Reply.Fenced(String policy) -> fenced(address, policy);
      case Reply.Invalid(Reason reason) -> refused(address, uid, held, reason);
      case Reply.Taken _ -> contended(address);
    };
  }

  /** As in a change freeze, when policies of the cluster let nothing be deleted. */
  private Removal refused(Address address, String uid, Held held, Reason why) {
    return cluster.get(address) instanceof Reply.Present there
            && there.metadata().getUid().equals(uid)
        ? held.handle(there, why)
        : new Removal.Left(why);
  }

  private Removal byName(Address address, String known, Grant grant, Held held, int tries) {
    if (tries == 0) {
      return contended(address);
    }
    return switch (cluster.get(address)) {
      case Reply.Present found
          when found.metadata().getUid().equals(known) || Mark.isOn(found.metadata(), grant) ->
          byUid(address, found.metadata().getUid(), grant, held, tries);
      case Reply.Present foreign ->
          gone(
              address,
              known,
              "not there; the name has uid " + foreign.metadata().getUid() + ", not this grant's");
      case Reply.Absent _ -> gone(address, known, NOT_FOUND);
      case Reply.NoNamespace _ -> gone(address, known, NO_NAMESPACE);
      case Reply.Deleted _, Reply.Taken _, Reply.Conflict _ -> contended(address);
      case Reply.Fenced(String policy) -> fenced(address, policy);
      case Reply.Invalid(Reason reason) -> new Removal.Left(reason);
    };
  }

  static Removal gone(Address address, String uid, String answer) {
    return new Removal.Gone(address + (uid.isEmpty() ? "" : " uid " + uid) + ": " + answer);
  }

  static Reason heldBy(Address address, ObjectMeta metadata) {
    return new Reason(
        ReasonCode.HELD_BY_FINALIZER,
        address
            + " is deleted but kept by finalizer "
            + String.join(", ", metadata.getFinalizers())
            + "; whoever set that must remove it.");
  }

  private static Removal contended(Address address) {
    return new Removal.Left(Creation.contended(address).reason());
  }

  private static Removal fenced(Address address, String policy) {
    return new Removal.Left(
        new Reason(ReasonCode.FENCED, "Policy " + policy + " does not let go of " + address + "."));
  }
}
