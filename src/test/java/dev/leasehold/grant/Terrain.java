package dev.leasehold.grant;

import dev.leasehold.model.CredentialFacts;
import dev.leasehold.model.Grant;
import dev.leasehold.model.Holdings;
import dev.leasehold.model.ObjectRef;
import dev.leasehold.model.Target;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Ground that consists of named objects, with third parties at work. */
public interface Terrain extends Ground {
  Delivery delivery();

  /** One that gets no answer. */
  Delivery deliveryCutOff();

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

  /** Somebody else's binding is where the first of its own would be. */
  @Override
  default Grant refused(Target target) {
    Grant grant = grant(List.of(target));
    ObjectRef _ =
        occupy(
            "RoleBinding",
            target.bindings().getFirst().namespace(),
            grant.recordName() + "-" + target.name() + "-0");
    return grant;
  }

  @Override
  default long there(Holdings known) {
    return Stream.concat(
            known.objects().stream(), known.current().stream().map(CredentialFacts::anchor))
        .filter(this::isThere)
        .count();
  }

  @Override
  default boolean works(CredentialFacts facts) {
    return isThere(facts.anchor());
  }

  @Override
  default void lose(Holdings known) {
    lose(known.objects().getLast());
  }

  private boolean isThere(ObjectRef ref) {
    return find(ref.kind(), ref.namespace(), ref.name()).equals(Optional.of(ref));
  }
}
