package dev.leasehold.grant;

import dev.leasehold.grant.Access.Provided;
import dev.leasehold.lifecycle.Rotation;
import dev.leasehold.model.CredentialFacts;
import dev.leasehold.model.Grant;
import dev.leasehold.model.Holdings;
import dev.leasehold.model.ObjectRef;
import dev.leasehold.model.Target;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The first time that anything is handed out for a grant, for which somebody waits. Of several
 * targets all are made before a credential is issued for any; a single one in this cluster may do
 * side by side what does not depend on each other.
 */
public record Beginning(Access access) {
  private static final int FIRST = 1;

  /** Makes what lasts for the window, issues the first credentials and delivers them. */
  public Outcome<Provided> of(
      Grant grant, Function<Target, Ledger> ledgers, Optional<ObjectRef> secret, Instant now) {
    return isAlone(grant)
        ? alone(grant, ledgers.apply(grant.targets().getFirst()), secret, now)
        : access
            .provision(grant)
            .then(
                objects ->
                    access.issue(
                        grant, FIRST, Earlier.LAST_GOES_ON, objects, ledgers, secret, now));
  }

  private boolean isAlone(Grant grant) {
    return grant.targets().size() == 1
        && grant.targets().getFirst().hasCredential()
        && !access.isRemote(grant);
  }

  private Outcome<Provided> alone(
      Grant grant, Ledger ledger, Optional<ObjectRef> secret, Instant now) {
    Target target = grant.targets().getFirst();
    Instant notAfter =
        target
            .credentialLife()
            .map(life -> Rotation.of(grant.targets()).notAfter(grant.window(), life, now))
            .orElseThrow();
    return access
        .serving(target)
        .start(grant, target, FIRST, now, notAfter, ledger)
        .then(started -> deliver(grant, target, started, secret));
  }

  private Outcome<Provided> deliver(
      Grant grant, Target target, Started started, Optional<ObjectRef> secret) {
    Issued issued = started.issued().orElseThrow();
    try (Credential credential = issued.credential()) {
      Optional<CredentialFacts> facts = Optional.of(issued.facts());
      Holdings holdings = new Holdings(started.objects(), facts, Optional.empty());
      return access.deliver(
          grant, Map.of(target.name(), credential), Map.of(target.name(), holdings), secret);
    }
  }
}
