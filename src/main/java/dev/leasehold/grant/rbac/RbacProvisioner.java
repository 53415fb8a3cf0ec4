package dev.leasehold.grant.rbac;

import dev.leasehold.grant.Issued;
import dev.leasehold.grant.Ledger;
import dev.leasehold.grant.Outcome;
import dev.leasehold.grant.Provisioner;
import dev.leasehold.grant.Removal;
import dev.leasehold.grant.Started;
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
      case Target.Vault _ -> false;
    };
  }

  @Override
  public Outcome<List<ObjectRef>> provision(Grant grant, Target target) {
    List<Callable<Outcome<ObjectRef>>> calls = new ArrayList<>();
    if (target instanceof Target.ServiceAccountToken) {
      calls.add(() -> accounts.ensure(grant, target));
    }
    calls.addAll(bindings.ensureAll(grant, target));
    return Together.start(calls);
  }

  @Override
  public Outcome<Optional<Issued>> issue(
      Grant grant, Target target, int generation, Instant now, Instant notAfter, Ledger ledger) {
    return switch (target) {
      case Target.RoleBinding _, Target.Vault _ -> new Outcome.Done<>(Optional.empty());
      case Target.ServiceAccountToken token ->
          anchors
              .fresh(grant, token, generation)
              .then(anchor -> tokens.mint(grant, token, generation, anchor, now, notAfter))
              .then(issued -> new Outcome.Done<>(Optional.of(issued)));
    };
  }

  /** The anchor is made beside the rest; a token only once all of that is there. */
  @Override
  public Outcome<Started> start(
      Grant grant, Target target, int generation, Instant now, Instant notAfter, Ledger ledger) {
    return switch (target) {
      case Target.RoleBinding _, Target.Vault _ ->
          provision(grant, target)
              .then(objects -> new Outcome.Done<>(new Started(objects, Optional.empty())));
      case Target.ServiceAccountToken token ->
          Together.both(
                  () -> provision(grant, token), () -> anchors.fresh(grant, token, generation))
              .then(
                  made ->
                      tokens
                          .mint(grant, token, generation, made.second(), now, notAfter)
                          .then(
                              issued ->
                                  new Outcome.Done<>(
                                      new Started(made.first(), Optional.of(issued)))));
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
    return Together.end(bindings.cutAll(grant, target, known));
  }

  @Override
  public Removal remove(Grant grant, Target target, Holdings known) {
    return switch (target) {
      // It has nothing but bindings.
      case Target.RoleBinding _, Target.Vault _ -> new Removal.Gone("");
      case Target.ServiceAccountToken token -> removeTokens(grant, token, known);
    };
  }

  private Removal removeTokens(Grant grant, Target target, Holdings known) {
    Optional<String> account = names.account(grant, target).uidIn(known);
    Removal removed =
        Together.end(
            List.of(
                () -> anchors.remove(grant, target, known),
                () -> accounts.remove(grant, target, account)));
    return removed instanceof Removal.Left(Reason reason) && Refusal.isLasting(reason)
        ? new Removal.Left(powerless(reason, known))
        : removed;
  }

  /** Bindings go first, so this is what somebody's policy can keep: a name without rights. */
  private static Reason powerless(Reason reason, Holdings known) {
    return known
        .current()
        .map(
            token ->
                new Reason(
                    reason.code(),
                    reason.message()
                        + " Its token has no rights any more, and authenticates until "
                        + token.expiresAt()
                        + "."))
        .orElse(reason);
  }
}
