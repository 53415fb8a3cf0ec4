package dev.leasehold.controller;

import dev.leasehold.lifecycle.RequestObservation;
import dev.leasehold.lifecycle.RequestStep;
import dev.leasehold.model.EndCause;
import dev.leasehold.model.Request;
import dev.leasehold.model.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which record tells of a refusal already, so that the same again need not have one of its own. It
 * is remembered for an hour, by this process alone: whatever is forgotten costs one record more.
 */
final class Repeats {
  static final Duration WINDOW = Duration.ofHours(1);

  private static final int AT_MOST = 4096;

  private static final Set<EndCause.Kind> KINDS =
      Set.of(
          EndCause.Kind.REJECTED,
          EndCause.Kind.LAPSED,
          EndCause.Kind.WITHDRAWN,
          EndCause.Kind.REQUEST_DELETED);

  private final Map<Same, First> first =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Same, First> eldest) {
          return size() > AT_MOST;
        }
      };

  /**
   * What makes two refusals equal: who asked for what, for whom, and why it came to nothing.
   * Another subject, or an emergency, must not be hidden by an ordinary refusal that came first.
   */
  record Same(
      Subject subject,
      String requester,
      String applier,
      String entitlement,
      boolean emergency,
      String reason) {}

  private record First(String record, Instant at) {}

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
                cause.kind() + " " + step.reason().code()))
        : Optional.empty();
  }

  /** The record that tells of it, if one was made in the last hour. */
  synchronized Optional<String> record(Same same, Instant now) {
    First earlier = first.get(same);
    return earlier == null || !now.isBefore(earlier.at().plus(WINDOW))
        ? Optional.empty()
        : Optional.of(earlier.record());
  }

  /** From now on this record tells of it. */
  synchronized void made(Same same, String record, Instant now) {
    first.remove(same);
    first.put(same, new First(record, now));
  }
}
