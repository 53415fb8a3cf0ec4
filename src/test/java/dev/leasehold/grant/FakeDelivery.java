package dev.leasehold.grant;

import dev.leasehold.model.Grant;
import dev.leasehold.model.ObjectRef;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.RequestRef;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** A delivery on a {@link FakeCluster}; it keeps the names of what was delivered, never a value. */
public final class FakeDelivery implements Delivery {
  private final FakeCluster cluster;
  private final Map<String, Set<String>> keys = new ConcurrentHashMap<>();

  public FakeDelivery(FakeCluster cluster) {
    this.cluster = cluster;
  }

  @Override
  public Outcome<Boolean> available(RequestRef request, String secretName) {
    return cluster
            .ask("Secret", request.namespace(), secretName)
            .map(there -> cluster.belongsTo(request.uid(), there))
            .orElse(true)
        ? new Outcome.Done<>(true)
        : new Outcome.Refused<>(
            new Reason(ReasonCode.SECRET_NOT_OURS, secretName + " is somebody else's."));
  }

  @Override
  public Outcome<Boolean> rehearse(Grant grant, Optional<ObjectRef> known) {
    return available(grant.request(), grant.secretName());
  }

  @Override
  public Outcome<ObjectRef> deliver(
      Grant grant, Map<String, Credential> byTarget, Optional<ObjectRef> known) {
    Outcome<ObjectRef> outcome =
        cluster.create(grant, "Secret", grant.request().namespace(), grant.secretName());
    if (outcome instanceof Outcome.Done<ObjectRef>(ObjectRef ref)) {
      Set<String> delivered = new TreeSet<>();
      byTarget.forEach(
          (target, credential) ->
              credential.reveal().keySet().forEach(key -> delivered.add(target + "." + key)));
      keys.put(ref.uid(), delivered);
    }
    return outcome;
  }

  @Override
  public Removal remove(Grant grant, Optional<ObjectRef> known) {
    return cluster.delete(grant, "Secret", grant.request().namespace(), grant.secretName());
  }

  /** {@code <target>.<key>} of everything in that Secret. */
  public Set<String> keys(ObjectRef secret) {
    return Set.copyOf(keys.getOrDefault(secret.uid(), Set.of()));
  }
}
