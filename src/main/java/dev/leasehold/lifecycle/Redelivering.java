package dev.leasehold.lifecycle;

import dev.leasehold.model.CredentialFacts;
import dev.leasehold.model.Durations;
import dev.leasehold.model.Reason;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.Redelivery;
import dev.leasehold.model.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How soon credentials are replaced because somebody asks. Each replacement kills the last but one,
 * which pods may still use until the kubelet has brought them the next, and makes work for other
 * systems; whoever may annotate a request must not be able to do that at will. The first one may be
 * replaced at once.
 */
final class Redelivering {
  private static final Duration LEAST = Renewing.LEAST;

  /** Short enough for earlier credentials to end within the 25 s of guarantee G2. */
  private static final Duration LEAST_OF_LEAKS = Duration.ofSeconds(10);

  /** So many times in the life of a credential, at most. */
  private static final int PARTS = 10;

  private static final Reason NOTHING_TO_DELIVER =
      new Reason(
          ReasonCode.NOTHING_TO_DELIVER,
          "none of the targets has a credential; remove leasehold.dev/redeliver");

  private static final Reason LEAKED_STAYS =
      new Reason(
          ReasonCode.NOTHING_TO_DELIVER,
          "all credentials are secrets that Vault stores, and making others is up to their owner;"
              + " have them changed in Vault, and end this access with leasehold.dev/revoke");

  private Redelivering() {}

  static boolean isDue(RecordObservation seen, Instant now) {
    return seen.redelivery().isPresent()
        && obstacle(seen).isEmpty()
        && notBefore(seen, now).isEmpty();
  }

  /** Why no replacement can be what was asked for, however long it is waited for. */
  static Optional<Reason> obstacle(RecordObservation seen) {
    List<Target> replaced = seen.grant().targets().stream().filter(Target::hasCredential).toList();
    if (replaced.isEmpty()) {
      return Optional.of(NOTHING_TO_DELIVER);
    }
    return isLeak(seen) && replaced.stream().allMatch(Target::isStored)
        ? Optional.of(LEAKED_STAYS)
        : Optional.empty();
  }

  private static boolean isLeak(RecordObservation seen) {
    return Redelivery.isLeak(seen.redelivery());
  }

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

  /**
   * What somebody is told who asked too late.
   *
   * @param span how long before the end nothing is made any more
   */
  static Reason tooLate(RecordObservation seen, String span) {
    return new Reason(
        ReasonCode.REDELIVER_TOO_LATE,
        "no credential is made in the last "
            + span
            + ", since it would outlive it; the one that was delivered "
            + (isLeak(seen)
                ? "works until the end. To end it now, end the access: annotate leasehold.dev/revoke"
                : "lasts until the end"));
  }

  /**
   * Those who may say that credentials leaked may end the access as well: they can harm no more.
   */
  private static Duration interval(RecordObservation seen) {
    return isLeak(seen) ? LEAST_OF_LEAKS : usual(seen);
  }

  private static Duration usual(RecordObservation seen) {
    return seen.grant().targets().stream()
        .flatMap(target -> target.credentialLife().stream())
        .map(life -> life.dividedBy(PARTS))
        .filter(part -> part.compareTo(LEAST) > 0)
        .max(Comparator.naturalOrder())
        .orElse(LEAST);
  }
}
