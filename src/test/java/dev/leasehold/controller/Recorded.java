package dev.leasehold.controller;

import dev.leasehold.grant.Credential;
import dev.leasehold.grant.Delivery;
import dev.leasehold.grant.Issued;
import dev.leasehold.grant.Ledger;
import dev.leasehold.grant.Outcome;
import dev.leasehold.grant.Provisioner;
import dev.leasehold.grant.Removal;
import dev.leasehold.grant.Started;
import dev.leasehold.grant.Unavailable;
import dev.leasehold.model.Condition;
import dev.leasehold.model.CredentialFacts;
import dev.leasehold.model.Grant;
import dev.leasehold.model.Holdings;
import dev.leasehold.model.ObjectRef;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.RequestRef;
import dev.leasehold.model.Target;
import dev.leasehold.model.VaultHold;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Notes every call to a provisioner and a delivery, and does at each what it was told to. */
public final class Recorded implements Provisioner, Delivery {
  public static final Reason WHY = new Reason(ReasonCode.POLICY_REFUSES, "because");

  public final List<String> calls = new CopyOnWriteArrayList<>();
  public final List<Credential> issued = new ArrayList<>();
  public final Map<String, Condition> conditions = new ConcurrentHashMap<>();
  private final Map<String, RuntimeException> throwing = new HashMap<>();
  Consumer<String> at = call -> {};
  private boolean noting;
  private boolean remote;
  private boolean atOnce;
  private final List<String> refusing = new CopyOnWriteArrayList<>();

  /** The call, for example {@code cut shop}, throws this. */
  public Recorded at(String call, RuntimeException thrown) {
    throwing.put(call, thrown);
    return this;
  }

  /** The call is refused, or leaves something. */
  public Recorded refusing(String call) {
    refusing.add(call);
    return this;
  }

  /** Notes a start as one call, as a provisioner does that makes several things at once. */
  public Recorded startingAtOnce() {
    atOnce = true;
    return this;
  }

  /** Notes what it is about to make, each time anew. */
  Recorded noting() {
    noting = true;
    return this;
  }

  /** The call, for example {@code cut shop}, is allowed again. */
  void allowing(String call) {
    refusing.remove(call);
  }

  private boolean fine(String call) {
    calls.add(call);
    at.accept(call);
    RuntimeException thrown = throwing.get(call);
    if (thrown != null) {
      throw thrown;
    }
    return !refusing.contains(call);
  }

  private <T> Outcome<T> outcome(String call, T value) {
    return fine(call) ? new Outcome.Done<>(value) : new Outcome.Refused<>(WHY);
  }

  private Removal removal(String call) {
    return fine(call) ? new Removal.Gone(call) : new Removal.Left(WHY);
  }

  /** Serves what is Vault's, as another system, or all else. */
  public Recorded elsewhere() {
    remote = true;
    return this;
  }

  @Override
  public boolean serves(Target target) {
    return remote == target instanceof Target.Vault;
  }

  @Override
  public boolean remote() {
    return remote;
  }

  @Override
  public Outcome<List<ObjectRef>> provision(Grant grant, Target target) {
    return outcome("provision " + target.name(), List.of(ref(target.name())));
  }

  @Override
  public Outcome<Optional<Issued>> issue(
      Grant grant, Target target, int generation, Instant now, Instant notAfter, Ledger ledger) {
    Credential credential =
        new Credential(Map.of("token", "secret".getBytes(StandardCharsets.UTF_8)));
    if (noting) {
      ledger.note(new VaultHold(generation, "accessor-" + calls.size(), List.of(), notAfter));
    }
    Outcome<Optional<Issued>> outcome =
        outcome(
            "issue " + target.name(),
            Optional.of(
                new Issued(
                    new CredentialFacts(generation, "jti", ref("anchor"), now, notAfter),
                    credential)));
    issued.add(credential);
    return outcome;
  }

  @Override
  public Outcome<Started> start(
      Grant grant, Target target, int generation, Instant now, Instant notAfter, Ledger ledger) {
    return atOnce
        ? started(target, generation, now, notAfter)
        : Provisioner.super.start(grant, target, generation, now, notAfter, ledger);
  }

  private Outcome<Started> started(Target target, int generation, Instant now, Instant notAfter) {
    Credential credential =
        new Credential(Map.of("token", "secret".getBytes(StandardCharsets.UTF_8)));
    Issued made =
        new Issued(
            new CredentialFacts(generation, "jti", ref("anchor"), now, notAfter), credential);
    Outcome<Started> outcome =
        outcome(
            "start " + target.name(), new Started(List.of(ref(target.name())), Optional.of(made)));
    issued.add(credential);
    return outcome;
  }

  @Override
  public Removal retire(Grant grant, Target target, int generation, Holdings known) {
    return removal("retire " + target.name() + " " + generation);
  }

  @Override
  public Condition inspect(Grant grant, Target target, Holdings known) {
    boolean _ = fine("inspect " + target.name());
    return conditions.getOrDefault(target.name(), new Condition.Intact());
  }

  @Override
  public Removal cut(Grant grant, Target target, Holdings known) {
    return removal("cut " + target.name());
  }

  @Override
  public Removal remove(Grant grant, Target target, Holdings known) {
    return removal("remove " + target.name());
  }

  @Override
  public Outcome<Boolean> available(RequestRef request, String secretName) {
    return outcome("available", true);
  }

  @Override
  public Outcome<ObjectRef> deliver(
      Grant grant, Map<String, Credential> byTarget, Optional<ObjectRef> known) {
    return outcome("deliver", ref("secret"));
  }

  @Override
  public Outcome<Boolean> rehearse(Grant grant, Optional<ObjectRef> known) {
    return outcome("rehearse", true);
  }

  @Override
  public Removal remove(Grant grant, Optional<ObjectRef> known) {
    return removal("remove Secret");
  }

  public static Unavailable unavailable() {
    return new Unavailable(WHY);
  }

  private static ObjectRef ref(String name) {
    return new ObjectRef("v1", "Thing", "n", name, "uid-" + name);
  }
}
