package dev.leasehold.grant;

import dev.leasehold.model.Grant;
import dev.leasehold.model.ObjectRef;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A cluster made of names, UIDs and owners, which can be cut off from whoever asks it. Tests reach
 * into it as third parties would.
 */
public final class FakeCluster {
  private final Map<String, Thing> things = new TreeMap<>();
  private boolean cutOff;

  /** One object: whose it is (a request's UID, or anything else), and what has become of it. */
  private static final class Thing {
    private final ObjectRef ref;
    private final String owner;
    private boolean held;
    private boolean deleted;
    private boolean widened;

    Thing(ObjectRef ref, String owner) {
      this.ref = ref;
      this.owner = owner;
    }
  }

  /** From now on nobody gets an answer, or gets one again. */
  public void cutOff(boolean now) {
    cutOff = now;
  }

  /** Makes it, or finds it as this grant's own. */
  Outcome<ObjectRef> create(Grant grant, String kind, String namespace, String name) {
    ask();
    String us = grant.request().uid();
    Thing there =
        things.computeIfAbsent(key(kind, namespace, name), _ -> thing(kind, namespace, name, us));
    return there.owner.equals(us)
        ? new Outcome.Done<>(there.ref)
        : new Outcome.Refused<>(
            new Reason(ReasonCode.FOREIGN_OBJECT, name + " is somebody else's."));
  }

  /** Removes it if it is this grant's. */
  Removal delete(Grant grant, String kind, String namespace, String name) {
    if (cutOff) {
      return new Removal.Left(unreachable());
    }
    Thing there = things.get(key(kind, namespace, name));
    if (there == null || !there.owner.equals(grant.request().uid())) {
      return new Removal.Gone(name + ": not there");
    }
    there.deleted = true;
    if (there.held) {
      return new Removal.Left(
          new Reason(ReasonCode.HELD_BY_FINALIZER, name + " is held by a finalizer."));
    }
    things.remove(key(kind, namespace, name));
    return new Removal.Gone(name + ": deleted");
  }

  /** What is there of that name, whoever's it is. */
  public Optional<ObjectRef> find(String kind, String namespace, String name) {
    return Optional.ofNullable(things.get(key(kind, namespace, name))).map(thing -> thing.ref);
  }

  Optional<ObjectRef> ask(String kind, String namespace, String name) {
    ask();
    return find(kind, namespace, name);
  }

  boolean isWidened(ObjectRef ref) {
    return at(ref).widened;
  }

  boolean belongsTo(String requestUid, ObjectRef ref) {
    return at(ref).owner.equals(requestUid);
  }

  /** Somebody else makes an object of that name. */
  public ObjectRef occupy(String kind, String namespace, String name) {
    Thing foreign = thing(kind, namespace, name, "somebody");
    things.put(key(kind, namespace, name), foreign);
    return foreign.ref;
  }

  /** Somebody else deletes it behind everybody's back. */
  public void lose(ObjectRef ref) {
    things.remove(key(ref.kind(), ref.namespace(), ref.name()));
  }

  /** Somebody else makes it wider. */
  public void widen(ObjectRef ref) {
    at(ref).widened = true;
  }

  /** Somebody else puts a finalizer on it. */
  public void hold(ObjectRef ref) {
    at(ref).held = true;
  }

  /** That finalizer goes, and with it what was deleted. */
  public void release(ObjectRef ref) {
    Thing thing = at(ref);
    thing.held = false;
    if (thing.deleted) {
      lose(ref);
    }
  }

  private void ask() {
    if (cutOff) {
      throw new Unavailable(unreachable());
    }
  }

  private Thing at(ObjectRef ref) {
    Thing thing = things.get(key(ref.kind(), ref.namespace(), ref.name()));
    if (thing == null) {
      throw new IllegalStateException(ref + " is not there");
    }
    return thing;
  }

  private static Thing thing(String kind, String namespace, String name, String owner) {
    String apiVersion = kind.equals("RoleBinding") ? "rbac.authorization.k8s.io/v1" : "v1";
    String uid = UUID.randomUUID().toString();
    return new Thing(new ObjectRef(apiVersion, kind, namespace, name, uid), owner);
  }

  private static Reason unreachable() {
    return new Reason(ReasonCode.UNREACHABLE, "The cluster does not answer.");
  }

  private static String key(String kind, String namespace, String name) {
    return kind + " " + namespace + "/" + name;
  }
}
