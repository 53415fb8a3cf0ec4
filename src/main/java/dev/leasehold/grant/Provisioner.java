package dev.leasehold.grant;

import dev.leasehold.model.Condition;
import dev.leasehold.model.Grant;
import dev.leasehold.model.Holdings;
import dev.leasehold.model.ObjectRef;
import dev.leasehold.model.Target;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Hands out, watches and takes back one kind of target. Every call may be repeated: twice is once.
 * Starting throws {@link Unavailable} when nothing could be learnt; ending never throws, since what
 * could not be asked is {@link Removal.Left}.
 */
public interface Provisioner {
  /** Whether this provisioner serves the target. */
  boolean serves(Target target);

  /**
   * Makes what lasts for the whole window (accounts, bindings); adopts nothing that is not ours.
   */
  Outcome<List<ObjectRef>> provision(Grant grant, Target target);

  /**
   * Issues the credential of one generation, or nothing where the target has none. Repeating a
   * generation revokes what an earlier attempt may have left.
   *
   * @param now the API server's time, from which the lifetime is reckoned
   * @param notAfter when it should expire; the issuer's minimum may make it later
   */
  Outcome<Optional<Issued>> issue(
      Grant grant, Target target, int generation, Instant now, Instant notAfter);

  /**
   * Both of the above, for a start that is waited for: a provisioner may do at once what does not
   * depend on each other. What was made before a refusal is left to be removed, as ever.
   */
  default Outcome<Started> start(
      Grant grant, Target target, int generation, Instant now, Instant notAfter) {
    return provision(grant, target)
        .then(
            objects ->
                issue(grant, target, generation, now, notAfter)
                    .then(issued -> new Outcome.Done<>(new Started(objects, issued))));
  }

  /** Revokes one earlier generation. */
  Removal retire(Grant grant, Target target, int generation, Holdings known);

  /** Compares what is there with what was granted. */
  Condition inspect(Grant grant, Target target, Holdings known);

  /** First half of ending: access stops (subjects emptied, bindings deleted). */
  Removal cut(Grant grant, Target target, Holdings known);

  /** Second half of ending: accounts, tokens, leases; then proof that nothing is left. */
  Removal remove(Grant grant, Target target, Holdings known);
}
