package dev.leasehold.grant.rbac;

import dev.leasehold.grant.Credential;
import dev.leasehold.grant.Delivery;
import dev.leasehold.grant.Outcome;
import dev.leasehold.grant.Removal;
import dev.leasehold.grant.Unavailable;
import dev.leasehold.model.Grant;
import dev.leasehold.model.ObjectRef;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.RequestRef;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * Delivers credentials without the right to read Secrets. That an existing Secret is ours is known
 * from its UID, or from the fence: the admission policy that lets the operator touch only Secrets
 * with this request's mark. Where neither can be relied on, nothing is replaced or deleted.
 */
public final class SecretDelivery implements Delivery {
  private final Cluster cluster;
  private final Fence fence;

  /**
   * @param callTimeout how long one call to the API server may take
   */
  public SecretDelivery(KubernetesClient client, Duration callTimeout) {
    this.cluster = new Cluster(client, callTimeout);
    this.fence = new Fence(cluster);
  }

  @Override
  public Outcome<Boolean> available(RequestRef request, String secretName) {
    Address address = Names.delivered(request, secretName);
    return switch (cluster.tryReplace(address, DeliveredSecret.empty(request, address))) {
      case Reply.Absent _, Reply.Present _ -> new Outcome.Done<>(true);
      case Reply.Fenced _, Reply.Invalid _ -> new Outcome.Refused<>(Fence.notOurs(address));
      case Reply.NoNamespace _ -> new Outcome.Refused<>(noNamespace(address));
      case Reply.Deleted _, Reply.Taken _, Reply.Conflict _ -> throw Creation.contended(address);
    };
  }

  @Override
  public Outcome<ObjectRef> deliver(
      Grant grant, Map<String, Credential> byTarget, Optional<ObjectRef> known) {
    return put(new Writing(grant, byTarget, cluster::create, cluster::replace), known);
  }

  @Override
  public Outcome<Boolean> rehearse(Grant grant, Optional<ObjectRef> known) {
    try {
      return put(new Writing(grant, Map.of(), cluster::tryCreate, cluster::tryReplace), known)
          .then(secret -> new Outcome.Done<>(true));
    } catch (Unavailable e) {
      // Only what the API server would say cannot be told in advance; the write may be fine.
      if (e.reason().code() != ReasonCode.DRY_RUN_UNSUPPORTED) {
        throw e;
      }
      return new Outcome.Done<>(true);
    }
  }

  /** What is written, and how: in earnest, or by a dry run. */
  private record Writing(
      Grant grant,
      Map<String, Credential> byTarget,
      BiFunction<Address, Object, Reply> create,
      BiFunction<Address, Object, Reply> replace) {
    Address address() {
      return Names.delivered(grant.request(), grant.secretName());
    }

    Reply created() {
      return create.apply(address(), secret(Optional.empty()));
    }

    Reply replaced(String uid) {
      return replace.apply(address(), secret(Optional.of(uid)));
    }

    private Object secret(Optional<String> uid) {
      return DeliveredSecret.of(grant, address(), byTarget, uid);
    }
  }

  private Outcome<ObjectRef> put(Writing writing, Optional<ObjectRef> known) {
    return known.isPresent()
        ? replace(writing, known.get().uid(), () -> create(writing))
        : create(writing);
  }

  @Override
  public Removal remove(Grant grant, Optional<ObjectRef> known) {
    Address address = Names.delivered(grant.request(), grant.secretName());
    try {
      return known.isPresent()
          ? delete(grant, address, known.get().uid(), true)
          : find(grant, address);
    } catch (Unavailable e) {
      return new Removal.Left(e.reason());
    }
  }

  private Outcome<ObjectRef> create(Writing writing) {
    Address address = writing.address();
    return switch (writing.created()) {
      case Reply.Present made -> done(address, made);
      case Reply.Taken _ -> takeOver(writing);
      case Reply.NoNamespace _ -> new Outcome.Refused<>(noNamespace(address));
      case Reply.Fenced _ -> new Outcome.Refused<>(Fence.notOurs(address));
      case Reply.Invalid(Reason reason) -> new Outcome.Refused<>(reason);
      case Reply.Absent _, Reply.Deleted _, Reply.Conflict _ -> throw Creation.contended(address);
    };
  }

  /** Somebody has a Secret of that name: an earlier attempt of ours, or somebody else. */
  private Outcome<ObjectRef> takeOver(Writing writing) {
    Address address = writing.address();
    return switch (fence.ownerOf(address, writing.grant().request())) {
      case Fence.Owner.Us(String uid) ->
          replace(
              writing,
              uid,
              () -> {
                throw Creation.contended(address);
              });
      case Fence.Owner.Other _ -> new Outcome.Refused<>(Fence.notOurs(address));
      case Fence.Owner.Nobody _ -> throw Creation.contended(address);
      case Fence.Owner.Unknown(Reason reason) -> throw new Unavailable(reason);
    };
  }

  private Outcome<ObjectRef> replace(
      Writing writing, String uid, Supplier<Outcome<ObjectRef>> notThat) {
    Address address = writing.address();
    return switch (writing.replaced(uid)) {
      case Reply.Present replaced -> done(address, replaced);
      case Reply.Absent _, Reply.Conflict _ -> notThat.get();
      case Reply.NoNamespace _ -> new Outcome.Refused<>(noNamespace(address));
      case Reply.Fenced _ -> new Outcome.Refused<>(Fence.notOurs(address));
      case Reply.Invalid _ -> new Outcome.Refused<>(Fence.immutable(address));
      case Reply.Deleted _, Reply.Taken _ -> throw Creation.contended(address);
    };
  }

  private Removal find(Grant grant, Address address) {
    return switch (fence.ownerOf(address, grant.request())) {
      case Fence.Owner.Us(String uid) -> delete(grant, address, uid, false);
      case Fence.Owner.Other _ ->
          Deletion.gone(address, "", "not this request's, says the admission policy");
      case Fence.Owner.Nobody _ -> Deletion.gone(address, "", Deletion.NOT_FOUND);
      case Fence.Owner.Unknown(Reason reason) -> new Removal.Left(reason);
    };
  }

  private Removal delete(Grant grant, Address address, String uid, boolean mayLook) {
    return switch (cluster.delete(address, uid)) {
      case Reply.Absent _ -> Deletion.gone(address, uid, Deletion.NOT_FOUND);
      case Reply.NoNamespace _ -> Deletion.gone(address, uid, Deletion.NO_NAMESPACE);
      case Reply.Present kept when kept.terminating() ->
          erase(grant, address, kept.metadata(), Deletion.heldBy(address, kept.metadata()));
      case Reply.Present _, Reply.Deleted _ -> Deletion.gone(address, uid, Deletion.DELETED);
      case Reply.Conflict _ when mayLook -> find(grant, address);
      case Reply.Conflict _, Reply.Taken _ ->
          new Removal.Left(Creation.contended(address).reason());
      case Reply.Fenced _ -> new Removal.Left(Fence.notOurs(address));
      case Reply.Invalid(Reason reason) ->
          erase(grant, address, new ObjectMetaBuilder().withUid(uid).build(), reason);
    };
  }

  /** A finalizer or a policy keeps it: then at least nothing is left in it. */
  private Removal erase(Grant grant, Address address, ObjectMeta kept, Reason reason) {
    Object erased = DeliveredSecret.erased(grant.request(), address, kept);
    return switch (cluster.replace(address, erased)) {
      case Reply.Present _ ->
          new Removal.Left(new Reason(reason.code(), reason.message() + " Its content is erased."));
      case Reply.Absent _ -> Deletion.gone(address, kept.getUid(), Deletion.NOT_FOUND);
      case Reply.Deleted _,
          Reply.NoNamespace _,
          Reply.Taken _,
          Reply.Conflict _,
          Reply.Fenced _,
          Reply.Invalid _ ->
          new Removal.Left(reason);
    };
  }

  private static Outcome<ObjectRef> done(Address address, Reply.Present secret) {
    return new Outcome.Done<>(Creation.ref(address, secret.metadata()));
  }

  private static Reason noNamespace(Address address) {
    return new Reason(
        ReasonCode.NAMESPACE_UNAVAILABLE,
        "Namespace " + address.namespace() + " does not exist, or is being deleted.");
  }
}
