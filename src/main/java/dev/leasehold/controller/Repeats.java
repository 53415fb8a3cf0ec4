package dev.leasehold.controller;

import dev.leasehold.lifecycle.RequestObservation;
import dev.leasehold.lifecycle.RequestStep;
import dev.leasehold.model.EndCause;
import dev.leasehold.model.ReasonCode;
import dev.leasehold.model.Request;
import dev.leasehold.model.Subject;
import java.util.Optional;
import java.util.Set;

/** Which refusals are equal, so that one record tells of all of them. */
final class Repeats {
  private static final Set<EndCause.Kind> KINDS =
      Set.of(
          EndCause.Kind.REJECTED,
          EndCause.Kind.LAPSED,
          EndCause.Kind.WITHDRAWN,
          EndCause.Kind.REQUEST_DELETED);

  private Repeats() {}

  /**
   * What makes two refusals equal: who asked for what, for whom, and why it came to nothing.
   * Another subject, or an emergency, must not be hidden by an ordinary refusal that came first.
   */
  public record Same(
      Subject subject,
      String requester,
      String applier,
      String entitlement,
      boolean emergency,
      EndCause.Kind kind,
      ReasonCode reason) {}

  /** Empty where somebody else had a part in it, which is kept apart. */
  static Optional<Same> of(RequestObservation seen, RequestStep.Close step) {
    Request request = seen.request();
    EndCause cause = step.cause();
    boolean alone =
        cause.actor().equals(EndCause.OPERATOR) || request.askers().include(cause.actor());
    boolean unapproved = seen.approvals().isEmpty() && seen.signatures().signed().isEmpty();
    return KINDS.contains(cause.kind()) && alone && unapproved
        ? Optional.of(
            new Same(
                request.subject(),
                request.requester(),
                request.applier(),
                request.entitlement().qualified(),
                request.emergency(),
                cause.kind(),
                step.reason().code()))
        : Optional.empty();
  }
}
