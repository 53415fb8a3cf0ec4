package dev.leasehold.lifecycle;

import static dev.leasehold.lifecycle.Situation.NOW;

import dev.leasehold.model.ApprovalPolicy.Mode;
import dev.leasehold.model.Asked;
import dev.leasehold.model.EndCause;
import dev.leasehold.model.Offered;
import dev.leasehold.model.Stamp;
import dev.leasehold.policy.Verdict;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** What the rules say of a request that has no record, written down once more for its tests. */
final class Foreseen {
  private Foreseen() {}

  static Optional<EndCause.Kind> act(Situation s) {
    return s.stamps().stream()
        .filter(stamp -> stamp.uid().equals(Asked.UID))
        .filter(stamp -> stamp.act() == Stamp.Act.DENIAL || stamp.act() == Stamp.Act.REVOCATION)
        .map(
            stamp ->
                stamp.act() == Stamp.Act.DENIAL
                    ? EndCause.Kind.DENIED
                    : stamp.user().equals("rita") ? EndCause.Kind.WITHDRAWN : EndCause.Kind.REVOKED)
        .findFirst();
  }

  static boolean current(Situation s) {
    return s.offer().isPresent()
        && !s.outdated()
        && (!(s.guard() instanceof Guard.Live(String fingerprint, var _))
            || fingerprint.equals("the-guard"));
  }

  static boolean early(Situation s) {
    return s.asked().startAt().filter(NOW::isBefore).isPresent();
  }

  /** People decided, in time and not long ago; or nobody was to be asked and it is not too late. */
  static boolean decided(Situation s) {
    boolean inTime = s.offer().orElseThrow().decideBy().isAfter(NOW);
    if (permitted(s).entitlement().approval().mode() == Mode.AUTO) {
      return inTime || s.asked().startAt().isPresent();
    }
    boolean stamped = s.stamps().contains(Situation.approves("ann"));
    boolean latched = s.approvals().contains(Situation.approved("ann", NOW.minusSeconds(60)));
    boolean seen = s.approvals().contains(Situation.approved("ann", NOW.minus(Offered.VALID_FOR)));
    return stamped && (latched || (inTime && !seen));
  }

  static Verdict.Permitted permitted(Situation s) {
    return (Verdict.Permitted) s.verdict();
  }

  static Instant deadline(Situation s) {
    if (s.offer().isEmpty()) {
      return NOW.plus(Offered.DECIDE_WITHIN);
    }
    return Stream.concat(
            s.offer().map(o -> o.decideBy()).stream(),
            s.asked().startAt().map(at -> at.plus(Offered.VALID_FOR)).stream())
        .max(Instant::compareTo)
        .orElseThrow();
  }
}
