package dev.leasehold.grant.rbac;

import dev.leasehold.grant.Outcome;
import dev.leasehold.grant.Removal;
import dev.leasehold.grant.Unavailable;
import dev.leasehold.model.CredentialFacts;
import dev.leasehold.model.Grant;
import dev.leasehold.model.Holdings;
import dev.leasehold.model.ObjectRef;
import dev.leasehold.model.Reason;
import dev.leasehold.model.Target;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/**
 * The empty Secrets to which tokens are bound, one for each generation: deleting one kills every
 * copy of its token.
 */
final class Anchors {
  private final Cluster cluster;
  private final Names names;
  private final Creation creation;
  private final Deletion deletion;

  Anchors(Cluster cluster, Names names) {
    this.cluster = cluster;
    this.names = names;
    this.creation = new Creation(cluster);
    this.deletion = new Deletion(cluster);
  }

  /**
   * A new anchor. One that is there already belongs to an attempt whose end was not seen, and may
   * have a token: it is deleted first.
   */
  Outcome<ObjectRef> fresh(Grant grant, Target target, int generation) {
    Address address = names.anchor(grant, target, generation);
    Secret anchor =
        new SecretBuilder()
            .withMetadata(Mark.ofTarget(grant, target, address))
            .withType("Opaque")
            .build();
    return creation.create(
        address,
        anchor,
        grant,
        earlier -> {
          revoke(address, earlier.metadata(), grant);
          return creation.create(
              address,
              anchor,
              grant,
              again -> {
                throw Creation.contended(address);
              });
        });
  }

  Removal revoke(Grant grant, Target target, int generation, Optional<String> uid) {
    return deletion.delete(names.anchor(grant, target, generation), uid, grant);
  }

  /** Takes away every anchor of the target that is known, or that its names say may exist. */
  Removal remove(Grant grant, Target target, Holdings known) {
    try {
      List<Callable<Removal>> calls = new ArrayList<>();
      mayExist(grant, target, known)
          .forEach((address, uid) -> calls.add(() -> deletion.delete(address, uid, grant)));
      return calls.isEmpty()
          ? new Removal.Gone("no anchor in " + names.grantsNamespace() + " by its label")
          : Together.end(calls);
    } catch (Unavailable e) {
      return new Removal.Left(e.reason());
    }
  }

  private Map<Address, Optional<String>> mayExist(Grant grant, Target target, Holdings known) {
    Map<Address, Optional<String>> anchors = new TreeMap<>(Address.BY_NAME);
    if (known.current().isEmpty()) {
      listed(grant, target, anchors);
      return anchors;
    }
    known.current().ifPresent(facts -> add(grant, target, facts, anchors));
    known.previous().ifPresent(facts -> add(grant, target, facts, anchors));
    // The next generation may have been begun and not recorded.
    int next = known.current().get().generation() + 1;
    anchors.put(names.anchor(grant, target, next), Optional.empty());
    return anchors;
  }

  private void listed(Grant grant, Target target, Map<Address, Optional<String>> anchors) {
    String selector =
        Mark.REQUEST_UID + "=" + grant.request().uid() + "," + Mark.TARGET + "=" + target.name();
    for (ObjectMeta found : cluster.list(Kind.SECRET, names.grantsNamespace(), selector)) {
      anchors.put(
          new Address(Kind.SECRET, names.grantsNamespace(), found.getName()),
          Optional.of(found.getUid()));
    }
  }

  private void add(
      Grant grant, Target target, CredentialFacts facts, Map<Address, Optional<String>> anchors) {
    anchors.put(names.anchor(grant, target, facts.generation()), Optional.of(facts.anchor().uid()));
  }

  private void revoke(Address address, ObjectMeta earlier, Grant grant) {
    switch (deletion.delete(address, Optional.of(earlier.getUid()), grant)) {
      case Removal.Gone _ -> {}
      case Removal.Left(Reason reason) -> throw new Unavailable(reason);
    }
  }
}
