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
   * Whether another system than the API server is asked. It may be slow or down by itself, so
   * whoever takes a grant back asks it last, and nobody waits for it who does not need it.
   */
  default boolean remote() {
    return false;
  }

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
   * @param ledger where what no name would find again is written down before it is of use
   */
  Outcome<Optional<Issued>> issue(
      Grant grant, Target target, int generation, Instant now, Instant notAfter, Ledger ledger);

  /**
   * Both of the above, for a start that is waited for: a provisioner may do at once what does not
   * depend on each other, but issues nothing where something else cannot be had. What was made
   * before a refusal is left to be removed, as ever.
   */
  default Outcome<Started> start(
      Grant grant, Target target, int generation, Instant now, Instant notAfter, Ledger ledger) {
    return provision(grant, target)
        .then(
            objects ->
                issue(grant, target, generation, now, notAfter, ledger)
                    .then(issued -> new Outcome.Done<>(new Started(objects, issued))));
  }

  /** Revokes one earlier generation. */
  Removal retire(Grant grant, Target target, int generation, Holdings known);

  /** Compares what is there with what was granted. */
  Condition inspect(Grant grant, Target target, Holdings known);

  /** First half of ending: access stops (subjects emptied, bindings deleted). */
  Removal cut(Grant grant, Target target, Holdings known);

  /**
   * Second half of ending: accounts and tokens; then proof that nothing is left. A remote one only
   * looks, so that what somebody brought back to life can be told by it.
   */
  Removal remove(Grant grant, Target target, Holdings known);
}
