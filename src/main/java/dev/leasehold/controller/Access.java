package dev.leasehold.controller;

import dev.leasehold.grant.Credential;
import dev.leasehold.grant.Delivery;
import dev.leasehold.grant.Issued;
import dev.leasehold.grant.Outcome;
import dev.leasehold.grant.Provisioner;
import dev.leasehold.grant.Removal;
import dev.leasehold.grant.Unavailable;
import dev.leasehold.lifecycle.Rotation;
import dev.leasehold.model.Condition;
import dev.leasehold.model.CredentialFacts;
import dev.leasehold.model.Grant;
import dev.leasehold.model.Holdings;
import dev.leasehold.model.ObjectRef;
import dev.leasehold.model.Reason;
import dev.leasehold.model.Target;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Hands out and takes back whole grants: all of their targets, or none. */
final class Access {
  private final List<Provisioner> provisioners;
  private final Delivery delivery;

  Access(List<Provisioner> provisioners, Delivery delivery) {
    this.provisioners = List.copyOf(provisioners);
    this.delivery = delivery;
  }

  /** What exists after handing out. */
  record Provided(Map<String, Holdings> holdings, Optional<ObjectRef> delivered) {}

  /** Makes what lasts for the window, by target. */
  Outcome<Map<String, List<ObjectRef>>> provision(Grant grant) {
    Map<String, List<ObjectRef>> objects = new HashMap<>();
    for (Target target : grant.targets()) {
      switch (serving(target).provision(grant, target)) {
        case Outcome.Refused<List<ObjectRef>>(Reason reason) -> {
          return new Outcome.Refused<>(reason);
        }
        case Outcome.Done<List<ObjectRef>>(List<ObjectRef> made) ->
            objects.put(target.name(), made);
      }
    }
    return new Outcome.Done<>(objects);
  }

  /** Issues one generation of credentials for all targets that have some, and delivers it. */
  Outcome<Provided> issue(
      Grant grant,
      int generation,
      Map<String, List<ObjectRef>> objects,
      Function<String, Holdings> known,
      Optional<ObjectRef> secret,
      Instant now) {
    Map<String, Holdings> holdings = new HashMap<>();
    Map<String, Credential> credentials = new LinkedHashMap<>();
    try {
      for (Target target : grant.targets()) {
        Holdings before = known.apply(target.name());
        before.previous().ifPresent(old -> retire(grant, target, old, before));
        switch (credential(grant, target, generation, now)) {
          case Outcome.Refused<Optional<Issued>>(Reason reason) -> {
            return new Outcome.Refused<>(reason);
          }
          case Outcome.Done<Optional<Issued>>(Optional<Issued> issued) -> {
            issued.ifPresent(i -> credentials.put(target.name(), i.credential()));
            List<ObjectRef> made = objects.getOrDefault(target.name(), before.objects());
            holdings.put(
                target.name(), new Holdings(made, issued.map(Issued::facts), before.current()));
          }
        }
      }
      return deliver(grant, credentials, holdings, secret);
    } finally {
      credentials.values().forEach(Credential::close);
    }
  }

  /** What is wrong with what was handed out; the worst over all targets. */
  Condition inspect(Grant grant, Function<String, Holdings> known) {
    Condition worst = new Condition.Intact();
    for (Target target : grant.targets()) {
      Condition found = inspect(grant, target, known);
      if (found instanceof Condition.Widened) {
        return found;
      }
      if (found instanceof Condition.Unclear
          || (found instanceof Condition.Lessened && worst instanceof Condition.Intact)) {
        worst = found;
      }
    }
    return worst;
  }

  /** A target that cannot be looked at hides none of the others. */
  private Condition inspect(Grant grant, Target target, Function<String, Holdings> known) {
    try {
      return serving(target).inspect(grant, target, known.apply(target.name()));
    } catch (Unavailable e) {
      return new Condition.Unclear(e.reason());
    }
  }

  /** How far an attempt to take everything back has come. */
  record Taken(Map<String, String> proofs, Optional<Reason> left) {
    Taken {
      proofs = Map.copyOf(proofs);
    }
  }

  /** Stops access: everything that gives it, of all targets, whatever fails among them. */
  Taken cut(Grant grant, Function<String, Holdings> known) {
    TakingBack taking = new TakingBack();
    for (Target target : grant.targets()) {
      taking.of(
          target.name(), () -> serving(target).cut(grant, target, known.apply(target.name())));
    }
    return taking.soFar();
  }

  /** Removes the rest, and then the Secret; adds to what cutting has proved. */
  Taken remove(
      Grant grant, Function<String, Holdings> known, Optional<ObjectRef> secret, Taken cut) {
    TakingBack taking = new TakingBack(cut);
    for (Target target : grant.targets()) {
      taking.of(
          target.name(), () -> serving(target).remove(grant, target, known.apply(target.name())));
    }
    grant.targets().stream()
        .filter(Target::hasCredential)
        .findFirst()
        .ifPresent(target -> taking.of(target.name(), () -> delivery.remove(grant, secret)));
    return taking.soFar();
  }

  private Outcome<Provided> deliver(
      Grant grant,
      Map<String, Credential> credentials,
      Map<String, Holdings> holdings,
      Optional<ObjectRef> secret) {
    if (credentials.isEmpty()) {
      return new Outcome.Done<>(new Provided(holdings, Optional.empty()));
    }
    return switch (delivery.deliver(grant, credentials, secret)) {
      case Outcome.Refused<ObjectRef>(Reason reason) -> new Outcome.Refused<>(reason);
      case Outcome.Done<ObjectRef>(ObjectRef made) ->
          new Outcome.Done<>(new Provided(holdings, Optional.of(made)));
    };
  }

  private Outcome<Optional<Issued>> credential(
      Grant grant, Target target, int generation, Instant now) {
    return switch (target) {
      case Target.ServiceAccountToken token ->
          serving(target)
              .issue(
                  grant,
                  target,
                  generation,
                  now,
                  Rotation.notAfter(grant.window(), token.credentialTtl(), now));
      case Target.RoleBinding binding -> new Outcome.Done<>(Optional.empty());
    };
  }

  /** At most the current and one earlier credential are alive; so the one before goes first. */
  private void retire(Grant grant, Target target, CredentialFacts old, Holdings before) {
    if (serving(target).retire(grant, target, old.generation(), before)
        instanceof Removal.Left(Reason reason)) {
      throw new Unavailable(reason);
    }
  }

  private Provisioner serving(Target target) {
    return provisioners.stream()
        .filter(p -> p.serves(target))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("nobody serves " + target.name()));
  }
}
