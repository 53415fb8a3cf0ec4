package dev.leasehold.grant;

import dev.leasehold.grant.Access.Provided;
import dev.leasehold.lifecycle.Rotation;
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
import java.util.stream.Stream;

/** Makes one generation of a grant's credentials. */
record Issuing(Access access, Grant grant, int generation, Earlier earlier) {
  /** As {@link Access#issue} says. */
  Outcome<Provided> issue(
      Map<String, List<ObjectRef>> objects,
      Function<Target, Ledger> ledgers,
      Optional<ObjectRef> secret,
      Instant now) {
    Map<String, Holdings> holdings = new HashMap<>();
    Map<String, Credential> credentials = new LinkedHashMap<>();
    try {
      for (Target target : inOrder()) {
        Ledger ledger = ledgers.apply(target);
        Holdings before = ledger.known();
        before.previous().ifPresent(old -> retire(target, old, before));
        switch (credential(target, now, ledger)) {
          case Outcome.Refused<Optional<Issued>>(Reason reason) -> {
            return new Outcome.Refused<>(reason);
          }
          case Outcome.Done<Optional<Issued>>(Optional<Issued> issued) -> {
            issued.ifPresent(i -> credentials.put(target.name(), i.credential()));
            List<ObjectRef> made = objects.getOrDefault(target.name(), before.objects());
            holdings.put(target.name(), after(made, issued, before));
          }
        }
      }
      return access
          .deliver(grant, credentials, holdings, secret)
          .then(provided -> new Outcome.Done<>(settled(ledgers, provided)));
    } finally {
      credentials.values().forEach(Credential::close);
    }
  }

  private static Holdings after(List<ObjectRef> objects, Optional<Issued> issued, Holdings before) {
    return new Holdings(objects, issued.map(Issued::facts), before.current());
  }

  private List<Target> inOrder() {
    return Stream.concat(access.targets(grant, true), access.targets(grant, false)).toList();
  }

  /** Where it is to end, whatever is not what was just delivered ends now. */
  private Provided settled(Function<Target, Ledger> ledgers, Provided provided) {
    if (earlier == Earlier.LAST_GOES_ON) {
      return provided;
    }
    Map<String, Holdings> alone = new HashMap<>(provided.holdings());
    for (Target target : grant.targets()) {
      Holdings before = ledgers.apply(target).known();
      before.current().ifPresent(old -> retire(target, old, before));
      alone.computeIfPresent(
          target.name(),
          (name, made) -> new Holdings(made.objects(), made.current(), Optional.empty()));
    }
    return new Provided(alone, provided.delivered());
  }

  private Outcome<Optional<Issued>> credential(Target target, Instant now, Ledger ledger) {
    Rotation rotation = Rotation.of(grant.targets());
    return target
        .credentialLife()
        .map(
            life ->
                access
                    .serving(target)
                    .issue(
                        grant,
                        target,
                        generation,
                        now,
                        rotation.notAfter(grant.window(), life, now),
                        ledger))
        .orElseGet(() -> new Outcome.Done<>(Optional.empty()));
  }

  /** At most the current and one earlier credential are alive; so the one before goes first. */
  private void retire(Target target, CredentialFacts old, Holdings before) {
    if (access.serving(target).retire(grant, target, old.generation(), before)
        instanceof Removal.Left(Reason reason)) {
      throw new Unavailable(reason);
    }
  }
}
