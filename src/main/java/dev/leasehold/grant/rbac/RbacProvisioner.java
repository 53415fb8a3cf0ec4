package dev.leasehold.grant.rbac;

import dev.leasehold.grant.Issued;
import dev.leasehold.grant.Outcome;
import dev.leasehold.grant.Provisioner;
import dev.leasehold.grant.Removal;
import dev.leasehold.model.Condition;
import dev.leasehold.model.CredentialFacts;
import dev.leasehold.model.Grant;
import dev.leasehold.model.Holdings;
import dev.leasehold.model.ObjectRef;
import dev.leasehold.model.Reason;
import dev.leasehold.model.Target;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/**
 * Grants by RBAC: a service account of the grant's own with tokens bound to anchors, or the
 * subject's own service account, bound to the granted roles. It keeps no state: names say what may
 * exist, UIDs say which it is.
 */
public final class RbacProvisioner implements Provisioner {
  private final Accounts accounts;
  private final Bindings bindings;
  private final Anchors anchors;
  private final Tokens tokens;
  private final Inspection inspection;
  private final Names names;

  /** Looks at the API server itself for everything. */
  public RbacProvisioner(KubernetesClient client, RbacSettings settings) {
    this(client, settings, ClusterView.live(client, settings.callTimeout()));
  }

  /** Inspects by this view; all else is asked of the API server itself. */
  public RbacProvisioner(KubernetesClient client, RbacSettings settings, ClusterView view) {
    Cluster cluster = new Cluster(client, settings.callTimeout());
    this.names = new Names(settings.grantsNamespace());
    this.accounts = new Accounts(cluster, names);
    this.bindings = new Bindings(cluster, names);
    this.anchors = new Anchors(cluster, names);
    this.tokens = new Tokens(cluster, names, settings);
    this.inspection = new Inspection(view, names);
  }

  @Override
  public boolean serves(Target target) {
    return switch (target) {
      case Target.ServiceAccountToken _, Target.RoleBinding _ -> true;
    };
  }

  @Override
  public Outcome<List<ObjectRef>> provision(Grant grant, Target target) {
    List<Callable<Outcome<ObjectRef>>> calls = new ArrayList<>();
    if (target instanceof Target.ServiceAccountToken) {
      calls.add(() -> accounts.ensure(grant, target));
    }
    for (int i = 0; i < target.bindings().size(); i++) {
      int index = i;
      calls.add(() -> bindings.ensure(grant, target, index));
    }
    return Together.start(calls);
  }

  @Override
  public Outcome<Optional<Issued>> issue(
      Grant grant, Target target, int generation, Instant now, Instant notAfter) {
    return switch (target) {
      case Target.RoleBinding _ -> new Outcome.Done<>(Optional.empty());
      case Target.ServiceAccountToken token ->
          switch (anchors.fresh(grant, token, generation)) {
            case Outcome.Refused<ObjectRef>(Reason reason) -> new Outcome.Refused<>(reason);
            case Outcome.Done<ObjectRef>(ObjectRef anchor) ->
                minted(
                    tokens.mint(grant, token, generation, anchor, Tokens.lifetime(now, notAfter)));
          };
    };
  }

  @Override
  public Removal retire(Grant grant, Target target, int generation, Holdings known) {
    Optional<String> uid =
        Stream.of(known.current(), known.previous())
            .flatMap(Optional::stream)
            .filter(facts -> facts.generation() == generation)
            .map(CredentialFacts::anchor)
            .map(ObjectRef::uid)
            .findFirst();
    return anchors.revoke(grant, target, generation, uid);
  }

  @Override
  public Condition inspect(Grant grant, Target target, Holdings known) {
    return inspection.inspect(grant, target, known);
  }

  @Override
  public Removal cut(Grant grant, Target target, Holdings known) {
    List<Callable<Removal>> calls = new ArrayList<>();
    for (int i = 0; i < target.bindings().size(); i++) {
      int index = i;
      Optional<String> uid = uid(names.binding(grant, target, index), known);
      calls.add(() -> bindings.cut(grant, target, index, uid));
    }
    return Together.end(calls);
  }

  @Override
  public Removal remove(Grant grant, Target target, Holdings known) {
    return switch (target) {
      case Target.RoleBinding _ -> new Removal.Gone("it has nothing but bindings");
      case Target.ServiceAccountToken token -> removeTokens(grant, token, known);
    };
  }

  private Removal removeTokens(Grant grant, Target target, Holdings known) {
    Optional<String> account = uid(names.account(grant, target), known);
    return Together.end(
        List.of(
            () -> anchors.remove(grant, target, known),
            () -> accounts.remove(grant, target, account)));
  }

  private static Optional<String> uid(Address address, Holdings known) {
    return known.objects().stream()
        .filter(ref -> address.withUid(ref.uid()).equals(ref))
        .map(ObjectRef::uid)
        .findFirst();
  }

  private static Outcome<Optional<Issued>> minted(Outcome<Issued> outcome) {
    return switch (outcome) {
      case Outcome.Done<Issued>(Issued issued) -> new Outcome.Done<>(Optional.of(issued));
      case Outcome.Refused<Issued>(Reason reason) -> new Outcome.Refused<>(reason);
    };
  }
}
