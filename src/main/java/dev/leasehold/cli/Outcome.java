package dev.leasehold.cli;

import dev.leasehold.api.v1alpha1.AccessRequestStatus;
import dev.leasehold.api.v1alpha1.RequestPhase;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.Optional;

/** What became of a request that somebody waited for. */
enum Outcome {
  /** The access can be used. */
  GRANTED(0),
  /** An approver said no. */
  DENIED(2),
  /** A policy said no, or it can never work. */
  REFUSED(3),
  /** Nothing of this was known in time. */
  TIMED_OUT(4),
  /** It ended in another way. */
  ENDED(5);

  private final int code;

  Outcome(int code) {
    this.code = code;
  }

  /** The code with which the program exits. */
  int code() {
    return code;
  }

  /** What is known of this request; empty while it is open. */
  static Optional<Outcome> of(RequestText text) {
    Optional<RequestPhase> phase = text.status().map(AccessRequestStatus::phase);
    boolean going = text.request().getMetadata().getDeletionTimestamp() != null;
    return phase.flatMap(p -> of(p, text)).or(() -> going ? Optional.of(ENDED) : Optional.empty());
  }

  private static Optional<Outcome> of(RequestPhase phase, RequestText text) {
    return switch (phase) {
      case Pending, AwaitingApproval, Scheduled, Activating -> Optional.empty();
      case Active ->
          text.ready().map(Condition::getStatus).filter("True"::equals).map(_ -> Outcome.GRANTED);
      case Denied -> Optional.of(DENIED);
      case Rejected -> Optional.of(REFUSED);
      case Ending, Ended, Lapsed, Withdrawn, Revoked, ActivationFailed -> Optional.of(ENDED);
    };
  }
}
