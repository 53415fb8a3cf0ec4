package dev.leasehold.lifecycle;

import dev.leasehold.model.EndCause;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import java.time.Instant;
import java.util.Optional;

/**
 * What a grant rests on besides its request and its subject, and what has become of that.
 *
 * @param namespaceGone a namespace in which access was granted is no longer there
 * @param roleReplaced another role has the name of one that was bound
 * @param roleWidened a bound role now allows more than was offered
 * @param endedBefore the evidence log says that it came to its end
 */
public record Basis(
    Optional<Reason> namespaceGone,
    Optional<Reason> roleReplaced,
    Optional<Reason> roleWidened,
    boolean endedBefore) {
  private static final Reason RESTORED =
      new Reason(
          ReasonCode.RESTORED,
          "the evidence log says that it ended before; the cluster shows an older state, as after a"
              + " restore");

  /** Nothing has become of it. */
  public static Basis sound() {
    return new Basis(Optional.empty(), Optional.empty(), Optional.empty(), false);
  }

  /** Why the grant is to end by it; where the cluster itself has a cause, that is told. */
  Optional<EndCause> end(Instant now) {
    return because(EndCause.Kind.NAMESPACE_GONE, namespaceGone, now)
        .or(() -> because(EndCause.Kind.ROLE_REPLACED, roleReplaced, now))
        .or(() -> because(EndCause.Kind.ROLE_WIDENED, roleWidened, now))
        .or(
            () ->
                because(
                    EndCause.Kind.RESTORED,
                    endedBefore ? Optional.of(RESTORED) : Optional.empty(),
                    now));
  }

  private static Optional<EndCause> because(
      EndCause.Kind kind, Optional<Reason> reason, Instant now) {
    return reason.map(why -> EndCause.byRule(kind, why, now));
  }
}
