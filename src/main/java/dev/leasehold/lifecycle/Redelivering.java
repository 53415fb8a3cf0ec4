package dev.leasehold.lifecycle;

import dev.leasehold.model.CredentialFacts;
import dev.leasehold.model.Durations;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * How soon credentials are replaced because somebody asks. Each replacement kills the last but one,
 * which pods may still use until the kubelet has brought them the next, and makes work for other
 * systems; whoever may annotate a request must not be able to do that at will. The first one may be
 * replaced at once.
 */
final class Redelivering {
  private static final Duration LEAST = Renewing.LEAST;

  /** So many times in the life of a credential, at most. */
  private static final int PARTS = 10;

  private Redelivering() {}

  /** Before this the credentials are not replaced for the asking; empty if they may be now. */
  static Optional<Instant> notBefore(RecordObservation seen, Instant now) {
    return seen.generation() <= 1
        ? Optional.empty()
        : seen.credentials().stream()
            .map(CredentialFacts::issuedAt)
            .max(Comparator.naturalOrder())
            .map(issued -> issued.plus(interval(seen)))
            .filter(now::isBefore);
  }

  /** What somebody is told who asked too soon. */
  static Reason waits(RecordObservation seen, Instant until) {
    return new Reason(
        ReasonCode.REDELIVER_WAITS,
        "fresh credentials were asked for and come at "
            + until
            + "; they are replaced for the asking at most every "
            + Durations.text(interval(seen)));
  }

  private static Duration interval(RecordObservation seen) {
    return seen.grant().targets().stream()
        .flatMap(target -> target.credentialLife().stream())
        .map(life -> life.dividedBy(PARTS))
        .filter(part -> part.compareTo(LEAST) > 0)
        .max(Comparator.naturalOrder())
        .orElse(LEAST);
  }
}
