package dev.leasehold.grant;

import dev.leasehold.model.Grant;
import dev.leasehold.model.ObjectRef;
import dev.leasehold.model.Target;
import java.util.List;
import java.util.Optional;

/** What a provisioner stands on, as the contract sees it: with third parties at work. */
public interface Terrain {
  Provisioner provisioner();

  /** One that gets no answer. */
  Provisioner cutOff();

  Delivery delivery();

  /** One that gets no answer. */
  Delivery deliveryCutOff();

  /** A grant that nothing was done for yet. */
  Grant grant(List<Target> targets);

  /** What is there of that kind and name now, whoever's it is. */
  Optional<ObjectRef> find(String kind, String namespace, String name);

  /** Somebody else's object of that name. */
  ObjectRef occupy(String kind, String namespace, String name);

  /** Deleted behind everybody's back. */
  void lose(ObjectRef ref);

  /** Held by somebody's finalizer. */
  void hold(ObjectRef ref);

  /** No longer held. */
  void release(ObjectRef ref);
}
